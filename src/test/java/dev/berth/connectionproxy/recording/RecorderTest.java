package dev.berth.connectionproxy.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final AtomicLong millis = new AtomicLong(5_000);
    private final RecordingWriter writer = new RecordingWriter(
                    Channels.newChannel(file),
                    new RecordingWriter.Limits(1 << 20, 1 << 20, Duration.ofSeconds(5)),
                    Optional::empty,
                    failure -> {})
            .start("test");

    private Recorder recorder(boolean keys) {
        return new Recorder(writer, keys, millis::get, () -> {});
    }

    private String recorded() throws InterruptedException {
        writer.close();
        assertTrue(writer.awaitEnd(Duration.ofSeconds(20)));
        return file.toString(StandardCharsets.UTF_8);
    }

    @Test
    void thePictureIsRecordedAndNothingElse() throws InterruptedException {
        var recorder = recorder(false);
        recorder.fromGuacd(Script.of("ready", "$id"));
        recorder.fromGuacd(Script.of("size", "0", "1024", "768"));
        recorder.fromGuacd(Script.of("name", "Büro"));
        recorder.fromGuacd(Script.of("img", "1", "14", "0", "image/png", "0", "0"));
        recorder.fromGuacd(Script.of("clipboard", "2", "text/plain"));
        recorder.fromGuacd(Script.of("blob", "2", "c2VjcmV0"));
        recorder.fromGuacd(Script.of("blob", "1", "aW1hZ2U="));
        recorder.fromGuacd(Script.of("end", "2"));
        recorder.fromGuacd(Script.of("end", "1"));
        recorder.fromGuacd(Script.of("blob", "1", "bGF0ZQ=="));
        recorder.fromGuacd(Script.of("argv", "3", "text/plain", "font-size"));
        recorder.fromGuacd(Script.of("filesystem", "0", "Drive"));
        recorder.fromGuacd(Script.of("cfill", "14", "0", "0", "0", "0", "255"));
        recorder.fromGuacd(Script.of("sync", "1700000000000"));
        assertEquals(
                "4.size,1.0,4.1024,3.768;3.img,1.1,2.14,1.0,9.image/png,1.0,1.0;4.blob,1.1,8.aW1hZ2U=;3.end,1.1;"
                        + "5.cfill,2.14,1.0,1.0,1.0,1.0,3.255;4.sync,13.1700000000000;",
                recorded());
    }

    @Test
    void pointerAndKeysCarryTheTimeOfGuacd() throws InterruptedException {
        var recorder = recorder(true);
        recorder.fromBrowser(Script.of("mouse", "1", "1", "0"));
        recorder.fromGuacd(Script.of("sync", "1000"));
        millis.addAndGet(40);
        recorder.fromBrowser(Script.of("mouse", "10", "20", "1"));
        millis.addAndGet(10);
        recorder.fromBrowser(Script.of("key", "97", "1"));
        recorder.fromBrowser(Script.of("mouse", "x", "20", "1"));
        assertEquals("4.sync,4.1000;5.mouse,2.10,2.20,1.1,4.1040;3.key,2.97,1.1,4.1050;", recorded());
    }

    @Test
    void keysAreNotRecordedUnlessTheSettingSaysSo() throws InterruptedException {
        var recorder = recorder(false);
        recorder.fromGuacd(Script.of("sync", "1000"));
        recorder.fromBrowser(Script.of("key", "97", "1"));
        assertEquals("4.sync,4.1000;", recorded());
    }

    @Test
    void timeNeverGoesBack() throws InterruptedException {
        var recorder = recorder(false);
        recorder.fromGuacd(Script.of("sync", "1000"));
        millis.addAndGet(500);
        recorder.fromBrowser(Script.of("mouse", "1", "1", "0"));
        recorder.fromGuacd(Script.of("sync", "1200"));
        recorder.fromGuacd(Script.of("sync", "1600"));
        assertEquals("4.sync,4.1000;5.mouse,1.1,1.1,1.0,4.1500;4.sync,4.1500;4.sync,4.1600;", recorded());
    }
}
