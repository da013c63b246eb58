package dev.berth.contract;

import java.util.Locale;

/** What can be wrong with an Upstream Auth Address, in the order in which it is looked for. */
public enum UpstreamFault {
    UNKNOWN_NAME("The name in its Upstream Auth Address is not known there"),
    OWN_ADDRESS("Its Upstream Auth Address is its own address"),
    INTERNAL_ADDRESS("Its Upstream Auth Address is an internal one that it does not reach"),
    UNREACHABLE("Its Upstream Auth Address does not answer"),
    TLS("The certificate at its Upstream Auth Address is not the right one"),
    NO_WEB_APP("No web app is at its Upstream Auth Address"),
    UNHEALTHY("The web app at its Upstream Auth Address cannot answer"),
    CLOCK("Its clock is wrong"),
    WEB_SOCKET("No WebSocket passes to its Upstream Auth Address"),
    NOT_AUTHORISED("It is not admitted at its Upstream Auth Address"),
    SINGLE_WEB_APP("Its Upstream Auth Address leads to a single web app"),
    LOSS("Questions to its Upstream Auth Address are lost"),
    SILENT("Nothing is heard from it");

    private final String title;

    UpstreamFault(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The spelling in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
