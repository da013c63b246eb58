/**
 * Sessions on existing machines: one guacd connection for each, the browsers at it, and the policy between them. It
 * must never log an instruction, nor pass one that the policy forbids, whatever the page does.
 */
@NullMarked
package dev.berth.connectionproxy.delivery;

import org.jspecify.annotations.NullMarked;
