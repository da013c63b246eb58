package dev.berth.node.call;

import dev.berth.contract.OfSession;
import java.util.UUID;

/** The question of every call that is about one session and needs no more. */
public record SessionCall(UUID sessionId) implements OfSession {}
