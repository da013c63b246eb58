/**
 * Role connection-proxy: turns RDP, VNC and SSH machines into browser streams. For existing machines only, never
 * for containers; it must never store a credential.
 */
@NullMarked
package dev.berth.connectionproxy;

import org.jspecify.annotations.NullMarked;
