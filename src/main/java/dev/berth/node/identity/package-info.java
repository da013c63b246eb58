/**
 * The node's own key, its certificate, and how nodes prove to each other who they are. Everybody may ask through
 * {@link dev.berth.node.NodeAuth}; the key never leaves this package.
 */
@NullMarked
package dev.berth.node.identity;

import org.jspecify.annotations.NullMarked;
