/**
 * Images that agents hold ready: which ones, and how far each node is. Called by the web application and by the placement
 * of sessions; it orders, and never pulls.
 */
@NullMarked
package dev.berth.control.image;

import org.jspecify.annotations.NullMarked;
