/** Who is a node of this deployment: the authority that certifies them, enrolment, and what was taken back. */
@NullMarked
package dev.berth.control.identity;

import org.jspecify.annotations.NullMarked;
