/**
 * Existing machines and pools of them: where they are, how to sign in to them, what guacd may be told about them. Called
 * by the web application and by sessions; a stored credential leaves this package only for the connection proxy that
 * needs it.
 */
@NullMarked
package dev.berth.control.server;

import org.jspecify.annotations.NullMarked;
