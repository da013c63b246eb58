package dev.berth.control.server;

import dev.berth.contract.Problem;
import java.util.Locale;

/** What a machine must show to be believed. */
public enum CertificateTrust {
    /** A certificate that the connection proxy's host trusts; anything else is refused. */
    REFUSE,
    /** The certificate or host key kept with the server, and no other. */
    PIN,
    /** Anything. */
    ACCEPT;

    /** The spelling in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static CertificateTrust parse(String text) {
        for (var trust : values()) {
            if (trust.wireName().equals(text)) {
                return trust;
            }
        }
        throw Problem.invalid("certificate", "A certificate that is not known is one of refuse, pin, accept.");
    }
}
