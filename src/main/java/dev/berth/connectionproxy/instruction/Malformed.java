package dev.berth.connectionproxy.instruction;

import java.io.IOException;
import java.io.Serial;

/** Whoever sent this does not speak the Guacamole protocol, or exceeds its bounds. */
public final class Malformed extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }
}
