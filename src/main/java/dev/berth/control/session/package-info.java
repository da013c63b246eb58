/** The life of sessions: launch, stream authorisation, end, reconciliation. Calls agents, never inside a transaction. */
@NullMarked
package dev.berth.control.session;

import org.jspecify.annotations.NullMarked;
