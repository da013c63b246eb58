/**
 * The Guacamole protocol: instructions read from bytes and written to them, within bounds, without making objects of
 * what only passes. For role connection-proxy; nothing here knows what an instruction means.
 */
@NullMarked
package dev.berth.connectionproxy.instruction;

import org.jspecify.annotations.NullMarked;
