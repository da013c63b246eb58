/**
 * Recordings of sessions: where they are, who may see them, and their end. The files stay with the connection proxies
 * that made them; every look at one is audited.
 */
@NullMarked
package dev.berth.control.recording;

import org.jspecify.annotations.NullMarked;
