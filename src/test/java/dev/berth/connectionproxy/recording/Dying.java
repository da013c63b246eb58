package dev.berth.connectionproxy.recording;

import static dev.berth.connectionproxy.recording.RecordingsTest.target;

import dev.berth.contract.SessionPolicy.Recording;
import java.nio.file.Path;

/** A connection proxy that records until it is killed. */
final class Dying {
    private Dying() {}

    public static void main(String[] args) throws InterruptedException {
        var recordings = RecordingsTest.recordings(Path.of(args[0]), new FakeTargets());
        recordings.start();
        var tap = recordings.open(target(Recording.REQUIRED)).orElseThrow();
        for (long i = 0; ; i++) {
            tap.fromGuacd(Script.of("cfill", "14", "0", "0", "0", "0", "255"));
            tap.fromGuacd(Script.of("sync", String.valueOf(1_000 + i)));
            if (i % 50 == 0) {
                Thread.yield();
            }
        }
    }
}
