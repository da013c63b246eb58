/** Images that agents hold ready: which ones, and how far each node is. It orders, and never pulls. */
@NullMarked
package dev.berth.control.image;

import org.jspecify.annotations.NullMarked;
