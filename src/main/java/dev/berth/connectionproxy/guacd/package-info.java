/**
 * The guacd processes that a connection proxy uses: configured, started as a local program, or run in containers. What
 * they connect to is hostile, so they are kept apart from everything else and expected to die.
 */
@NullMarked
package dev.berth.connectionproxy.guacd;

import org.jspecify.annotations.NullMarked;
