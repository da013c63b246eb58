package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.dial.Sign;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The ways to machines and to guacd. All of it blocks. */
interface Reach {
    /**
     * Finds the machine, checks that it may be dialled, and that it answers.
     *
     * @throws dev.berth.contract.Problem saying which failed
     */
    InetSocketAddress dial(String host, int port);

    /** Is the machine, found before, still there? See {@link FirstWords}. */
    Sign ask(InetSocketAddress machine, Optional<byte[]> words);

    /** @throws dev.berth.contract.Problem {@code UNAVAILABLE} when there is no guacd */
    Place place();

    /** A place at one guacd. */
    interface Place extends AutoCloseable {
        InetSocketAddress address();

        /** Completed with the reason when that guacd dies. */
        CompletionStage<String> gone();

        @Override
        void close();
    }
}
