/**
 * Who is a node of this deployment: the authority that certifies them, enrolment, and what was taken back. Called by the
 * web application and by the registers of nodes and sessions; the authority's key never leaves this package.
 */
@NullMarked
package dev.berth.control.identity;

import org.jspecify.annotations.NullMarked;
