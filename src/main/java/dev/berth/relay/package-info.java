/**
 * The byte path shared by the data-plane roles: authorise a connection once, then deliver here or forward to the
 * owner. After the upgrade there is no JSON, database, lock or log line on the path; buffers flow with back-pressure
 * and whoever ends first closes the other. Event loops live here and nowhere else; who talks with a browser through a
 * {@link dev.berth.relay.Conversation} is called on them.
 */
@NullMarked
package dev.berth.relay;

import org.jspecify.annotations.NullMarked;
