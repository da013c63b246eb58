/**
 * The connection test: one machine is connected as a session would connect it, step by step, and each step says what
 * it found. What machines answer is hostile, so everything read here is bounded in time and size.
 */
@NullMarked
package dev.berth.connectionproxy.trial;

import org.jspecify.annotations.NullMarked;
