package dev.berth.control.workspace;

import dev.berth.contract.Problem;
import java.util.Locale;

/** What a launch of a workspace leads to. */
public enum WorkspaceKind {
    /** A container of its own on an agent. */
    CONTAINER,
    /** One existing machine. */
    SERVER,
    /** One of several existing machines. */
    POOL,
    /** A page elsewhere; there is no session. */
    LINK;

    /** True when sessions go through a connection proxy. */
    public boolean isRemote() {
        return this == SERVER || this == POOL;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static WorkspaceKind parse(String text) {
        for (var kind : values()) {
            if (kind.wireName().equals(text)) {
                return kind;
            }
        }
        throw Problem.invalid("kind", "The kind of a workspace is one of container, server, pool, link.");
    }
}
