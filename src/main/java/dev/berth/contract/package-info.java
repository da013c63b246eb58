/**
 * All that one role may say to another: interfaces, records and {@link dev.berth.contract.Problem}. Plain Java.
 * Everybody may call it; it imports nothing of ours and no framework, so that a role can move to another process
 * without its callers noticing.
 */
@NullMarked
package dev.berth.contract;

import org.jspecify.annotations.NullMarked;
