/** Who did what, when. Bounded; never a place for platform logs. */
@NullMarked
package dev.berth.control.audit;

import org.jspecify.annotations.NullMarked;
