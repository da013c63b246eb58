package dev.berth.relay;

import io.netty.buffer.ByteBuf;

/**
 * Reads the frames of a browser as they arrive: payload goes on at once, unmasked in place, without waiting for the
 * end of its frame, so that a large message needs no memory. Control frames are collected.
 */
final class FrameReader {
    static final int LONGEST_FRAME = 1024 * 1024;

    /** Gets what was read. */
    interface Receiver {
        /** Message bytes; the reference is the receiver's. */
        void payload(ByteBuf bytes);

        /** A whole control frame; the reference stays with the reader. */
        void control(int opcode, ByteBuf payload);

        /** The payload up to here was a whole message. */
        default void messageEnd() {}
    }

    /** The browser broke the protocol. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int closeCode;

        Violation(int closeCode, String message) {
            super(message, null, false, false);
            this.closeCode = closeCode;
        }
    }

    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED = 1003;
    static final int TOO_BIG = 1009;

    private static final int LONGEST_CLIENT_HEADER = 14;
    private static final int LONGEST_CONTROL = 125;

    private final byte[] header = new byte[LONGEST_CLIENT_HEADER];
    private final Receiver receiver;
    private final int spoken;
    private int headerRead;
    private int headerLength = 2;
    private boolean inPayload;
    private boolean inMessage;
    private int opcode;
    private long remaining;
    private int mask;
    private byte[] control = {};
    private int controlRead;

    /** @param spoken the opcode of the only kind of message that is taken */
    FrameReader(Receiver receiver, int spoken) {
        this.receiver = receiver;
        this.spoken = spoken;
    }

    /** Takes the buffer's reference over. @throws Violation when the connection has to be failed */
    void read(ByteBuf in) {
        try {
            while (in.isReadable()) {
                if (!inPayload) {
                    readHeader(in);
                } else if (opcode >= Frames.CLOSE) {
                    readControl(in);
                } else {
                    readPayload(in);
                }
            }
        } finally {
            in.release();
        }
    }

    private void readHeader(ByteBuf in) {
        header[headerRead++] = in.readByte();
        if (headerRead == 2) {
            headerLength = headerLength(header[1]);
        }
        if (headerRead == headerLength) {
            headerRead = 0;
            headerLength = 2;
            begin();
        }
    }

    private static int headerLength(byte second) {
        if ((second & 0x80) == 0) {
            throw new Violation(PROTOCOL_ERROR, "A frame is not masked.");
        }
        return switch (second & 0x7F) {
            case 126 -> 8;
            case 127 -> 14;
            default -> 6;
        };
    }

    private void begin() {
        var fin = (header[0] & 0x80) != 0;
        opcode = header[0] & 0x0F;
        remaining = length();
        checkFrame(fin);
        mask = maskAt(lengthBytes() + 2);
        inPayload = true;
        if (opcode >= Frames.CLOSE) {
            control = new byte[(int) remaining];
            controlRead = 0;
            endControl();
        } else {
            inMessage = !fin;
            inPayload = remaining > 0;
            endPayload();
        }
    }

    private void checkFrame(boolean fin) {
        if ((header[0] & 0x70) != 0) {
            throw new Violation(PROTOCOL_ERROR, "No extension was agreed on.");
        }
        switch (opcode) {
            case Frames.CLOSE, Frames.PING, Frames.PONG -> {
                if (!fin || remaining > LONGEST_CONTROL) {
                    throw new Violation(PROTOCOL_ERROR, "A control frame is too long.");
                }
            }
            case Frames.BINARY, Frames.TEXT, Frames.CONTINUATION -> {
                if (opcode != Frames.CONTINUATION && opcode != spoken) {
                    throw new Violation(
                            UNSUPPORTED,
                            "Only " + (spoken == Frames.TEXT ? "text" : "binary") + " messages are spoken here.");
                }
                if (inMessage != (opcode == Frames.CONTINUATION)) {
                    throw new Violation(PROTOCOL_ERROR, "A fragment is out of order.");
                }
            }
            default -> throw new Violation(PROTOCOL_ERROR, "An opcode is unknown.");
        }
        if (remaining < 0 || remaining > LONGEST_FRAME) {
            throw new Violation(TOO_BIG, "A frame is longer than 1 MiB.");
        }
    }

    private int lengthBytes() {
        return switch (header[1] & 0x7F) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    private long length() {
        var bytes = lengthBytes();
        if (bytes == 0) {
            return header[1] & 0x7F;
        }
        var length = 0L;
        for (var i = 0; i < bytes; i++) {
            length = (length << 8) | (header[2 + i] & 0xFF);
        }
        return length;
    }

    private int maskAt(int offset) {
        return (header[offset] & 0xFF) << 24
                | (header[offset + 1] & 0xFF) << 16
                | (header[offset + 2] & 0xFF) << 8
                | (header[offset + 3] & 0xFF);
    }

    private void readPayload(ByteBuf in) {
        var length = (int) Math.min(remaining, in.readableBytes());
        var bytes = in.readRetainedSlice(length);
        unmask(bytes);
        remaining -= length;
        inPayload = remaining > 0;
        receiver.payload(bytes);
        endPayload();
    }

    private void endPayload() {
        if (!inPayload && !inMessage) {
            receiver.messageEnd();
        }
    }

    private void unmask(ByteBuf bytes) {
        var index = bytes.readerIndex();
        var end = bytes.writerIndex();
        var wide = (long) mask << 32 | (mask & 0xFFFFFFFFL);
        for (; end - index >= Long.BYTES; index += Long.BYTES) {
            bytes.setLong(index, bytes.getLong(index) ^ wide);
        }
        for (; index < end; index++) {
            bytes.setByte(index, bytes.getByte(index) ^ (mask >>> 24));
            mask = Integer.rotateLeft(mask, Byte.SIZE);
        }
    }

    private void readControl(ByteBuf in) {
        control[controlRead++] = (byte) (in.readByte() ^ (mask >>> 24));
        mask = Integer.rotateLeft(mask, Byte.SIZE);
        remaining--;
        endControl();
    }

    private void endControl() {
        if (remaining == 0) {
            inPayload = false;
            receiver.control(opcode, io.netty.buffer.Unpooled.wrappedBuffer(control));
        }
    }
}
