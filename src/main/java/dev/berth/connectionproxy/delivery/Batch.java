package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.relay.Conversation;

/** Instructions that lie side by side in a buffer, on their way to a browser as one message. */
final class Batch {
    private static final int MOST_UNFLUSHED = 64 * 1024;

    private final Conversation browser;
    private byte[] buffer = {};
    private int from;
    private int to;
    private int unflushed;

    Batch(Conversation browser) {
        this.browser = browser;
    }

    void add(Instruction instruction) {
        if (to != instruction.offset() || buffer != instruction.buffer()) {
            send();
            buffer = instruction.buffer();
            from = instruction.offset();
        }
        to = instruction.offset() + instruction.length();
    }

    /** Before the buffer is used for something else. */
    void send() {
        if (to > from) {
            browser.send(buffer, from, to - from);
            unflushed += to - from;
        }
        from = 0;
        to = 0;
    }

    void flush() {
        if (unflushed > 0) {
            browser.flush();
            unflushed = 0;
        }
    }

    /** Guacd has to wait while the browser does not read. */
    void holdUp(GuacdLink link) {
        if (unflushed >= MOST_UNFLUSHED) {
            flush();
        }
        holdUp(link, browser);
    }

    static void holdUp(GuacdLink link, Conversation browser) {
        if (browser.isFull()) {
            link.pause();
            browser.whenRoom(link::hearOn);
        }
    }
}
