package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instructions;

/** The status codes of the Guacamole protocol that we give ourselves. */
enum Status {
    NOT_FOUND(516),
    CLOSED(517),
    FORBIDDEN(771),
    OVERRUN(781),
    TOO_MANY(797);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** The answer to a stream. */
    byte[] ack(int stream, String text) {
        return Instructions.of("ack", String.valueOf(stream), text, String.valueOf(code));
    }
}
