/**
 * The contract over HTTP, client side. Only the composition root may choose it; it must never be called by a role
 * directly.
 */
@NullMarked
package dev.berth.remote;

import org.jspecify.annotations.NullMarked;
