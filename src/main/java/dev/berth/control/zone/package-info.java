/**
 * Zones: their settings, every version of them, and what may not be combined. Called by the web application and by
 * sessions; it decides about settings, never about a session.
 */
@NullMarked
package dev.berth.control.zone;

import org.jspecify.annotations.NullMarked;
