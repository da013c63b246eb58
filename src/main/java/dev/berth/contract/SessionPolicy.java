package dev.berth.contract;

import java.util.Locale;

/**
 * What a user may do in a session on an existing machine. The connection proxy enforces it, whatever the page does.
 *
 * @param clipboardIn  text from the browser into the machine
 * @param clipboardOut text from the machine into the browser
 * @param microphone   sound from the browser into the machine
 * @param readOnly     looks on: no key, mouse, clipboard, file or sound goes in
 */
public record SessionPolicy(
        boolean clipboardIn,
        boolean clipboardOut,
        boolean upload,
        boolean download,
        boolean printing,
        boolean audio,
        boolean microphone,
        boolean readOnly,
        Recording recording) {
    /** Whether the picture of a session is kept. */
    public enum Recording {
        OFF,
        ON,
        /** A session that cannot be recorded does not start, and ends when it no longer can. */
        REQUIRED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What holds when nobody has said anything else. */
    public static final SessionPolicy OPEN =
            new SessionPolicy(true, true, true, true, true, true, false, false, Recording.OFF);
}
