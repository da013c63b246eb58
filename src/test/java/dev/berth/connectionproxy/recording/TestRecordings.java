package dev.berth.connectionproxy.recording;

import java.nio.file.Path;

/** Recordings for tests of other things. */
public final class TestRecordings {
    private TestRecordings() {}

    /** A node that has none. */
    public static Recordings none() {
        return RecordingsTest.recordings(Path.of("target", "no-recordings"), new FakeTargets());
    }
}
