/**
 * The control plane: every decision and every row. The only code that sees the database; it knows no HTTP.
 * Only {@code webapp} and the composition root call it. It reaches nodes through {@code contract} alone, and never
 * inside a transaction.
 */
@NullMarked
package dev.berth.control;

import org.jspecify.annotations.NullMarked;
