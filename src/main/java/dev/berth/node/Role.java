package dev.berth.node;

import java.util.Locale;

/** What a process can be. One binary holds them all; {@code --roles} picks. */
public enum Role {
    WEB_APP("the control plane: console, API, login, scheduling; needs a database"),
    DATABASE("embedded PostgreSQL for a single control-plane server; absent once --database-url is set"),
    CONNECTION_PROXY("streams of existing RDP, VNC and SSH machines"),
    AGENT("runs workspace containers on its Docker Engine"),
    ZONE_PROXY("relays session streams near the users");

    private final String summary;

    Role(String summary) {
        this.summary = summary;
    }

    /** The spelling in {@code --roles}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String summary() {
        return summary;
    }
}
