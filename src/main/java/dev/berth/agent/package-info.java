/**
 * Role agent: runs workspace containers on its Docker Engine and delivers their streams. It obeys the control
 * plane: it starts, ends and reports, and must never decide who may use a session. The only code that sees docker-java.
 */
@NullMarked
package dev.berth.agent;

import org.jspecify.annotations.NullMarked;
