package dev.berth.connectionproxy.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.topology.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RecordingWriterTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] SOME = new byte[1000];

    private final CompletableFuture<Optional<String>> over = new CompletableFuture<>();

    /** A disk of the test. */
    private interface Disk extends WritableByteChannel {
        @Override
        default boolean isOpen() {
            return true;
        }

        @Override
        default void close() {}
    }

    private RecordingWriter writer(WritableByteChannel disk, long most, int queue, Duration patience) {
        return new RecordingWriter(
                        disk, new RecordingWriter.Limits(most, queue, patience), Optional::empty, over::complete)
                .start("test");
    }

    private static Problem fails(RecordingWriter writer) {
        return Await.value("a failure", Duration.ofSeconds(30), () -> {
            try {
                writer.append(SOME, 0, SOME.length);
                return null;
            } catch (Problem problem) {
                return problem;
            }
        });
    }

    @Test
    void allThatWasAppendedIsWritten() throws Exception {
        var written = new ByteArrayOutputStream();
        Disk disk = bytes -> {
            int length = Math.min(7, bytes.remaining());
            var part = new byte[length];
            bytes.get(part);
            written.writeBytes(part);
            return length;
        };
        var writer = writer(disk, 1 << 20, 1 << 20, LONG);
        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var piece = ("piece " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            writer.append(piece, 0, piece.length);
            expected.writeBytes(piece);
        }
        writer.close();
        assertEquals(Optional.empty(), over.get());
        assertEquals(expected.toString(), written.toString());
        assertEquals(expected.size(), writer.written());
    }

    /** Else a stop would leave behind a note that says that the recording broke off. */
    @Test
    void itsEndIsOnlyWhenWhoeverIsToldHasDoneItsPart() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        Disk disk = bytes -> {
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            return length;
        };
        var writer = new RecordingWriter(
                disk, new RecordingWriter.Limits(1 << 20, 1 << 20, LONG), Optional::empty, failure -> {
                    begun.countDown();
                    try {
                        finish.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        writer.start("test").close();
        begun.await();
        assertFalse(writer.awaitEnd(Duration.ofMillis(1)));
        finish.countDown();
        assertTrue(writer.awaitEnd(LONG));
    }

    @Test
    void aFullDiskEndsItWithTheReason() throws Exception {
        Disk disk = bytes -> {
            throw new IOException("No space left on device");
        };
        var writer = writer(disk, Long.MAX_VALUE, 1 << 20, LONG);
        assertEquals(
                "The disk of the recordings fails: No space left on device.",
                fails(writer).detail());
        assertEquals(Optional.of("The disk of the recordings fails: No space left on device."), over.get());
    }

    private static Disk hanging(CountDownLatch hangs) {
        return bytes -> {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return 0;
        };
    }

    @Test
    void aDiskThatHangsIsGivenUpAfterAWhile() throws Exception {
        var hangs = new CountDownLatch(1);
        var writer = writer(hanging(hangs), Long.MAX_VALUE, 10_000, Duration.ofMillis(100));
        Await.until("it is behind", LONG, () -> {
            if (!writer.isFull()) {
                writer.append(SOME, 0, SOME.length);
            }
            return writer.isFull();
        });
        var resumed = new CountDownLatch(1);
        writer.whenRoom(resumed::countDown);
        var problem = Await.value("it is given up", LONG, () -> {
            try {
                writer.check();
                return null;
            } catch (Problem found) {
                return found;
            }
        });
        assertEquals("The disk of the recordings is too slow.", problem.detail());
        resumed.await();
        assertEquals(Optional.of("The disk of the recordings is too slow."), over.get());
        writer.close();
        hangs.countDown();
    }

    @Test
    void whoeverBringsMoreToADiskThatHangsIsRefused() throws Exception {
        var hangs = new CountDownLatch(1);
        var writer = writer(hanging(hangs), Long.MAX_VALUE, 10_000, LONG);
        assertEquals("The disk of the recordings is too slow.", fails(writer).detail());
        assertEquals(Optional.of("The disk of the recordings is too slow."), over.get());
        hangs.countDown();
    }

    @Test
    void aSlowDiskThatKeepsUpIsWaitedFor() throws Exception {
        var turns = new CountDownLatch(3);
        Disk disk = bytes -> {
            turns.countDown();
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            return length;
        };
        var writer = writer(disk, Long.MAX_VALUE, 2_000, LONG);
        for (int i = 0; i < 30; i++) {
            writer.append(SOME, 0, SOME.length);
            var room = new CountDownLatch(1);
            writer.whenRoom(room::countDown);
            room.await();
            writer.check();
        }
        writer.close();
        assertEquals(Optional.empty(), over.get());
        assertEquals(30_000, writer.written());
        assertEquals(0, turns.getCount());
    }

    @Test
    void whatCameBeforeTheLargestSizeIsKept() throws Exception {
        var written = ByteBuffer.allocate(1 << 20);
        Disk disk = bytes -> {
            int length = bytes.remaining();
            written.put(bytes);
            return length;
        };
        var writer = writer(disk, 2_500, 1 << 20, LONG);
        writer.append(SOME, 0, SOME.length);
        writer.append(SOME, 0, SOME.length);
        assertThrows(Problem.class, () -> writer.append(SOME, 0, SOME.length));
        assertTrue(over.get().orElseThrow().contains("largest size"));
        assertEquals(2_000, writer.written());
    }

    @Test
    void itStopsBeforeTheDiskIsFull() throws Exception {
        Disk disk = bytes -> {
            throw new IOException("this disk must not be touched");
        };
        var writer = new RecordingWriter(
                        disk,
                        new RecordingWriter.Limits(Long.MAX_VALUE, 1 << 20, LONG),
                        () -> Optional.of("Less than 1 GiB is left."),
                        over::complete)
                .start("test");
        writer.append(SOME, 0, SOME.length);
        assertEquals(Optional.of("Less than 1 GiB is left."), over.get());
        assertFalse(over.isCompletedExceptionally());
    }
}
