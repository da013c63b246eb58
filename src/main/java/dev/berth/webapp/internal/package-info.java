/** What nodes ask the control plane. Each call is signed, and allowed for the caller's own zone, roles and sessions. */
@NullMarked
package dev.berth.webapp.internal;

import org.jspecify.annotations.NullMarked;
