/** Registered nodes: who reports, what they offer, what is reserved. */
@NullMarked
package dev.berth.control.node;

import org.jspecify.annotations.NullMarked;
