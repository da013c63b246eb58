/**
 * Calls from node to node: their JSON, and the side that answers them. The roles that answer build on it, and so does
 * {@code remote}, which asks. It knows what a call is, never what it decides.
 */
@NullMarked
package dev.berth.node.call;

import org.jspecify.annotations.NullMarked;
