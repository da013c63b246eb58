package dev.berth.relay;

/**
 * What has to be said before bytes become opaque: one side of a short handshake, as a pure state machine. It knows
 * neither sockets nor threads, so that the relay and a blocking probe can both speak it.
 */
public interface Prelude {
    byte[] NOTHING = {};

    /** What this side says first; may be empty. */
    default byte[] opening() {
        return NOTHING;
    }

    /** Number of bytes it waits for next; 0 when the handshake is over. */
    int wants();

    /**
     * @param bytes exactly as many as {@link #wants} said
     * @return the answer, may be empty
     * @throws dev.berth.contract.Problem when the other side cannot be talked to
     */
    byte[] take(byte[] bytes);
}
