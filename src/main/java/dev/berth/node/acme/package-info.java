/**
 * Public certificates that a node orders for itself (RFC 8555), where the settings say so. What comes is put into the
 * data directory, from where {@code node.identity} shows it; nothing else knows of ACME, and without the setting nothing
 * here is loaded.
 */
@NullMarked
package dev.berth.node.acme;

import org.jspecify.annotations.NullMarked;
