/**
 * Where traces go: to a collector that speaks OTLP, when one is set. The only package that knows OpenTelemetry, and no class
 * of that is loaded while none is set. What is traced says so to {@code contract.Trace}; what a collector does, or fails to
 * do, must never be felt by it.
 */
@NullMarked
package dev.berth.node.trace;

import org.jspecify.annotations.NullMarked;
