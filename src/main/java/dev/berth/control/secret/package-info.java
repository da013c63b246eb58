/** Keys and secrets at rest. The key that opens them lives outside the database. */
@NullMarked
package dev.berth.control.secret;

import org.jspecify.annotations.NullMarked;
