package dev.berth.connectionproxy.instruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.instruction.InstructionReader.Broken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser against whatever comes: read is the inverse of written, however it is cut, and nothing else is accepted. */
class InstructionReaderTest {
    private static final int LONGEST = 8192;
    private static final String[] SOME = {
        "", "0", "sync", "ü", "日本語", "𝄞𝄞", "a,b;c.", "1.x;", "\n\0\t", "é".repeat(100)
    };

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> elements(Instruction instruction) {
        var name = instruction.opcode() == Opcode.OTHER
                ? null
                : instruction.opcode().text();
        var all = new ArrayList<String>();
        all.add(name);
        IntStream.range(0, instruction.arguments()).mapToObj(instruction::text).forEach(all::add);
        return all;
    }

    private static List<List<String>> read(InputStream in, Broken broken) throws IOException {
        var reader = new InstructionReader(LONGEST, broken);
        var instruction = new Instruction();
        var found = new ArrayList<List<String>>();
        while (reader.read(in) >= 0) {
            while (reader.next(instruction)) {
                found.add(elements(instruction));
            }
        }
        assertTrue(reader.isEmpty());
        return found;
    }

    /** Gives its bytes in pieces of random length. */
    private static InputStream pieces(byte[] bytes, Random random, int longest) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(longest)));
            }
        };
    }

    private static List<String> random(Random random) {
        var opcodes = Opcode.values();
        var elements = new ArrayList<String>();
        elements.add(opcodes[random.nextInt(opcodes.length - 1)].text());
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            elements.add(SOME[random.nextInt(SOME.length)].repeat(random.nextInt(3)));
        }
        return elements;
    }

    @Test
    void whatIsWrittenIsReadHoweverItIsCut() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var written = IntStream.range(0, 20).mapToObj(i -> random(random)).toList();
            var stream = new ByteArrayOutputStream();
            written.forEach(elements -> stream.writeBytes(Instructions.of(elements)));
            for (int longest : new int[] {1, 2, 7, 64, 100_000}) {
                assertEquals(written, read(pieces(stream.toByteArray(), random, longest), Broken.REFUSED));
            }
        }
    }

    @Test
    void everySplitInTwoIsTheSame() throws IOException {
        var stream = bytes("4.sync,8.31415926;3.img,1.1,3.ü𝄞日;0.,4.ping,1.1;");
        for (int split = 1; split < stream.length; split++) {
            int first = split;
            var in = new ByteArrayInputStream(stream) {
                @Override
                public synchronized int read(byte[] into, int offset, int length) {
                    return super.read(into, offset, pos == 0 ? first : length);
                }
            };
            var expected = List.of(List.of("sync", "31415926"), List.of("img", "1", "ü𝄞日"), List.of("", "ping", "1"));
            assertEquals(expected, read(in, Broken.REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                ".",
                "x",
                "4sync;",
                "-1.a;",
                "+1.a;",
                " 1.a;",
                "04.sync;",
                "00.;",
                "4.sync.",
                "3.sync;",
                "5.sync;x",
                "99999999.x;",
                "8193.x;",
                "4.sync,;",
                "4.sync,,1.a;",
                "4.sync\n"
            })
    void nothingElseIsAccepted(String text) {
        assertThrows(IOException.class, () -> {
            var found = read(new ByteArrayInputStream(bytes(text)), Broken.REFUSED);
            throw new AssertionError(found.toString());
        });
    }

    @Test
    void boundsHold() {
        var elements = IntStream.range(0, Instruction.MOST_ELEMENTS + 1)
                .mapToObj(i -> "1")
                .toList();
        assertThrows(Malformed.class, () -> read(new ByteArrayInputStream(Instructions.of(elements)), Broken.REFUSED));
        var just = Instructions.of("blob", "1", "x".repeat(LONGEST - 19));
        assertTrue(just.length <= LONGEST && just.length > LONGEST - 5, String.valueOf(just.length));
        for (int more = 0; more < 12; more++) {
            var stream = Instructions.of("blob", "1", "é".repeat((LONGEST - 19) / 2) + "x".repeat(more));
            for (int piece : new int[] {1, 3, 9000}) {
                var in = pieces(stream, new Random(more), piece);
                if (stream.length <= LONGEST) {
                    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> read(in, Broken.REFUSED));
                } else {
                    assertThrows(Malformed.class, () -> read(in, Broken.REFUSED));
                }
            }
        }
    }

    @Test
    void garbageAndMutationsNeverHangNorGrow() {
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var stream = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                stream.writeBytes(Instructions.of(random(random)));
            }
            var bytes = stream.toByteArray();
            int mutations = random.nextInt(4);
            for (int i = 0; i < mutations; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (seed % 5 == 0) {
                random.nextBytes(bytes);
            }
            var reader = new InstructionReader(512, seed % 2 == 0 ? Broken.REFUSED : Broken.REPLACED);
            var instruction = new Instruction();
            var in = pieces(bytes, random, 40);
            try {
                while (reader.read(in) >= 0) {
                    while (reader.next(instruction)) {
                        assertTrue(instruction.length() <= 512);
                        assertTrue(instruction.buffer().length <= 516);
                        var copy = new Instruction();
                        var again = new InstructionReader(512, Broken.REFUSED);
                        again.over(instruction.copy());
                        // what passes is sound, whatever came
                        assertTrue(again.next(copy));
                        assertTrue(again.isEmpty());
                        assertEquals(elements(instruction), elements(copy));
                    }
                }
            } catch (IOException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            }
        }
    }

    @Test
    void brokenCharactersAreRefusedOrReplacedInPlace() throws IOException {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes("4.name,3.a"));
        stream.write(0xFF);
        stream.writeBytes(bytes("b;4.name,1."));
        stream.writeBytes(new byte[] {(byte) 0xE2, 'x', 'y'});
        stream.writeBytes(bytes(";3.nop;"));
        assertThrows(Malformed.class, () -> read(new ByteArrayInputStream(stream.toByteArray()), Broken.REFUSED));
        var reader = new InstructionReader(LONGEST, Broken.REPLACED);
        var instruction = new Instruction();
        reader.read(new ByteArrayInputStream(stream.toByteArray()));
        assertTrue(reader.next(instruction));
        assertEquals("a?b", instruction.text(0));
        assertTrue(reader.next(instruction));
        assertEquals("\uFFFD", instruction.text(0));
        assertTrue(reader.next(instruction));
        assertEquals(Opcode.NOP, instruction.opcode());
    }

    @Test
    void charactersAreSoundAsTheJdkSays() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            var four = new byte[4];
            random.nextBytes(four);
            four[0] |= (byte) 0x80;
            int size = Characters.size(four[0]);
            var character = java.util.Arrays.copyOf(four, size);
            var decoded = new String(character, StandardCharsets.UTF_8);
            boolean sound = decoded.codePointCount(0, decoded.length()) == 1
                    && java.util.Arrays.equals(character, decoded.getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    sound,
                    Characters.isSound(four, 0, size),
                    java.util.HexFormat.of().formatHex(character));
        }
    }

    @Test
    void numbersAndOtherValues() throws IOException {
        var reader = new InstructionReader(LONGEST, Broken.REFUSED);
        var instruction = new Instruction();
        reader.over(bytes("4.blob,2.17,2.-1,0.,10.1234567890,2.x1;"));
        assertTrue(reader.next(instruction));
        assertEquals(Opcode.BLOB, instruction.opcode());
        assertEquals(17, instruction.number(0));
        for (int i = 1; i < 6; i++) {
            assertEquals(-1, instruction.number(i));
        }
        assertArrayEquals(bytes("4.blob,2.99,2.-1,0.,10.1234567890,2.x1;"), instruction.with(0, 99));
        assertEquals("", instruction.text(9));
    }
}
