/**
 * Role web-app: HTTP over {@code control}. It decodes, calls and encodes, and must never decide.
 * Nobody calls it but browsers, API clients and nodes.
 */
@NullMarked
package dev.berth.webapp;

import org.jspecify.annotations.NullMarked;
