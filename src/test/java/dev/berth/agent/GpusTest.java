package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpusTest {
    @Test
    void sessionsGetThoseThatFewestHave() {
        assertEquals(List.of(1, 2), Gpus.choose(Map.of(0, 1, 3, 1), 4, 2));
        assertEquals(List.of(0), Gpus.choose(Map.of(), 4, 1));
        assertEquals(List.of(1), Gpus.choose(Map.of(0, 2, 1, 1), 2, 1));
    }

    @Test
    void theDriverTellsHowManyThereAre(@TempDir Path devices) throws Exception {
        assertEquals(0, Gpus.count(devices.resolve("missing")));
        Files.createDirectory(devices.resolve("0000:01:00.0"));
        Files.createDirectory(devices.resolve("0000:02:00.0"));
        assertEquals(2, Gpus.count(devices));
    }

    @Test
    void theEngineIsToldWhichOnes() {
        var request = Gpus.request(List.of(0, 2));
        assertEquals(List.of("0", "2"), request.getDeviceIds());
        assertEquals(List.of(List.of("gpu")), request.getCapabilities());
        assertEquals("0,2", Gpus.text(List.of(0, 2)));
    }
}
