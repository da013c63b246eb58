package dev.berth.relay;

import io.netty.buffer.ByteBuf;

/** One end of a tunnel as the other end sees it. All calls come on the event loop that both ends share. */
interface Sink {
    /** Takes the bytes over, and their reference; they leave at the next {@link #flush}. */
    void take(ByteBuf bytes);

    void flush();

    /** True when the source has to stop reading until {@link #resume} is called on it. */
    boolean isFull();

    /** The other end can take more: read on. */
    void resume();

    /** The other end will send no more. With {@code half} it still listens. */
    void finish(boolean half);
}
