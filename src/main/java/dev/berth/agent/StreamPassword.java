package dev.berth.agent;

import dev.berth.contract.DeliveryProtocol;
import java.security.SecureRandom;

/** Makes the password between the agent and one container. Users never see it. */
final class StreamPassword {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,+=@%";
    /** VNC authentication uses no more than eight characters. */
    private static final int VNC_LENGTH = 8;

    private static final int LENGTH = 32;

    private StreamPassword() {}

    static String make(DeliveryProtocol protocol) {
        int length = protocol == DeliveryProtocol.VNC ? VNC_LENGTH : LENGTH;
        var random = new SecureRandom();
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** The user that a stock image's stream server knows; empty where the protocol has none. */
    static String user(DeliveryProtocol protocol) {
        return protocol == DeliveryProtocol.KASMVNC ? "kasm_user" : "";
    }
}
