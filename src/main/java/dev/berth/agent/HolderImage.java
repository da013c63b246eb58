package dev.berth.agent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** An image with one program that waits for ever: a Linux executable of 129 bytes, written here so that none is pulled. */
final class HolderImage {
    static final String PROGRAM = "/wait";
    private static final int HEADERS = 64 + 56;
    private static final long BASE = 0x400000;
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private HolderImage() {}

    /** Empty for a processor that has no such program. */
    static Optional<byte[]> tar(String architecture) {
        return switch (architecture) {
            // again: mov eax, 34 (pause); syscall; jmp again
            case "amd64", "x86_64" -> Optional.of(tar(program(62, "b8220000000f05ebf7")));
            // again: x0 to x4 = 0; x8 = 73 (ppoll); svc 0; b again
            case "arm64", "aarch64" ->
                Optional.of(tar(program(183, "000080d2010080d2020080d2030080d2040080d2280980d2010000d4f9ffff17")));
            default -> Optional.empty();
        };
    }

    /** An ELF file with one segment that holds nothing but its headers and the code. */
    private static byte[] program(int machine, String code) {
        var bytes = HexFormat.of().parseHex(code);
        long size = HEADERS + bytes.length;
        var file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2).putShort((short) machine).putInt(1); // executable, version 1
        file.putLong(BASE + HEADERS).putLong(64).putLong(0); // entry, program headers, no sections
        file.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
        file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        file.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE); // load, readable and executable
        file.putLong(size).putLong(size).putLong(0x10000);
        return file.put(bytes).array();
    }

    /** One file in the ustar format: a header, the content, and zeros up to the end of the archive. */
    private static byte[] tar(byte[] program) {
        var archive = ByteBuffer.allocate(BLOCK + BLOCK + 2 * BLOCK);
        put(archive, 0, PROGRAM.substring(1));
        put(archive, 100, "0000755\0" + "0000000\0" + "0000000\0"); // mode, user, group
        put(archive, 124, "%011o\0%011o\0".formatted(program.length, 0)); // size, time
        put(archive, CHECKSUM, " ".repeat(8) + "0");
        put(archive, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += archive.get(i);
        }
        put(archive, CHECKSUM, "%06o\0 ".formatted(sum));
        return archive.put(BLOCK, program).array();
    }

    private static void put(ByteBuffer archive, int offset, String text) {
        archive.put(offset, text.getBytes(StandardCharsets.US_ASCII));
    }
}
