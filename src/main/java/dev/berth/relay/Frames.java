package dev.berth.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** What a server writes of RFC 6455: unmasked, unfragmented frames. */
final class Frames {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** The longest header that a server writes. */
    static final int LONGEST_HEADER = 10;

    private static final int FINAL = 0x80;
    private static final int LONGEST_CONTROL = 125;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_TWO_BYTES = 0xFFFF;

    private Frames() {}

    static void header(ByteBuf to, int opcode, int length) {
        to.writeByte(FINAL | opcode);
        if (length <= SHORT) {
            to.writeByte(length);
        } else if (length <= LONGEST_TWO_BYTES) {
            to.writeByte(TWO_BYTES).writeShort(length);
        } else {
            to.writeByte(EIGHT_BYTES).writeLong(length);
        }
    }

    /** @param payload at most 125 bytes; its reference is kept by the caller */
    static ByteBuf control(ByteBufAllocator allocator, int opcode, ByteBuf payload) {
        var frame = allocator.ioBuffer(2 + payload.readableBytes());
        header(frame, opcode, payload.readableBytes());
        return frame.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        var text = shortened(reason);
        var frame = allocator.ioBuffer(4 + text.length);
        header(frame, CLOSE, 2 + text.length);
        return frame.writeShort(code).writeBytes(text);
    }

    /** Whole characters of at most 123 bytes. */
    private static byte[] shortened(String reason) {
        var text = reason;
        var rest = "";
        while ((text + rest).getBytes(StandardCharsets.UTF_8).length > LONGEST_CONTROL - 2) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
            rest = "…";
        }
        return (text + rest).getBytes(StandardCharsets.UTF_8);
    }
}
