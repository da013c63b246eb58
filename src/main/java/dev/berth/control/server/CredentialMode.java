package dev.berth.control.server;

import dev.berth.contract.Problem;
import java.util.Locale;

/** Whose name and password a session signs in to the machine with. */
public enum CredentialMode {
    /** Those stored with the server. */
    STATIC,
    /** The user is asked each time. */
    PROMPT,
    /** The user's own, as typed when signing in to Berth. */
    SIGN_IN;

    /** The spelling in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static CredentialMode parse(String text) {
        for (var mode : values()) {
            if (mode.wireName().equals(text)) {
                return mode;
            }
        }
        throw Problem.invalid("credentialMode", "The credentials are one of static, prompt, sign-in.");
    }
}
