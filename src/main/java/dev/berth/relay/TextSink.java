package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Makes whole messages of what a browser says, and hands each to who talks with it. */
final class TextSink implements Sink {
    private static final int FIRST_PART = 256;
    /** Room for one part of a message that is kept for the next. */
    private static final int KEPT_PART = 16 * 1024;

    private final int longest;
    private final End end;
    private final Outbox out;
    private Conversation.Partner partner = Conversation.Partner.NOBODY;
    private boolean paused;
    /** What has come of the next message. */
    private byte[] part = new byte[FIRST_PART];

    private int partLength;

    TextSink(int longest, End end, Outbox out) {
        this.longest = longest;
        this.end = end;
        this.out = out;
    }

    void introduce(Conversation.Partner found) {
        partner = found;
    }

    /** @throws FrameReader.Violation when the message grows too long */
    @Override
    public void take(ByteBuf bytes) {
        try {
            int length = bytes.readableBytes();
            if (partLength + length > longest) {
                throw new FrameReader.Violation(FrameReader.TOO_BIG, "A message is too long.");
            }
            if (part.length - partLength < length) {
                part = Arrays.copyOf(part, Math.max(partLength + length, 2 * part.length));
            }
            bytes.readBytes(part, partLength, length);
            partLength += length;
        } finally {
            bytes.release();
        }
    }

    void messageEnd() {
        var message = Arrays.copyOf(part, partLength);
        partLength = 0;
        if (part.length > KEPT_PART) {
            part = new byte[FIRST_PART];
        }
        if (!out.isOver()) {
            partner.hear(message);
        }
    }

    void pause() {
        paused = true;
    }

    void readOn() {
        paused = false;
    }

    @Override
    public void flush() {
        if (!out.isOver()) {
            partner.rest();
        }
    }

    /** Also when it reads no answers: who asks without reading must not fill our memory. */
    @Override
    public boolean isFull() {
        return !out.isOver() && (paused || end.isFull());
    }

    @Override
    public void resume() {
        out.room();
    }

    @Override
    public void finish(boolean half) {
        if (!out.isOver()) {
            out.over();
            partner.left();
        }
    }
}
