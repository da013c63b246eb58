/**
 * Recordings of sessions on existing machines, kept as files of this node in the format of guacd's own. It must never
 * hold a session up for long, nor write what is no picture: clipboards, files, sound and passwords stay out.
 */
@NullMarked
package dev.berth.connectionproxy.recording;

import org.jspecify.annotations.NullMarked;
