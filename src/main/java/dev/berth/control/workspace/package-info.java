/** What can be launched. */
@NullMarked
package dev.berth.control.workspace;

import org.jspecify.annotations.NullMarked;
