package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.node.trace.OtlpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private final Settings settings = new Settings(List.of(NodeConfig.class));

    @TempDir
    private Path directory;

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        var file = Files.writeString(directory.resolve("berth.conf"), "zone = file\nport = 1\nname = file\n");
        var values = settings.read(
                List.of("--config=" + file, "--zone=flag"), Map.of("BERTH_ZONE", "environment", "BERTH_PORT", "2"));
        assertEquals("flag", values.get("berth.zone"));
        assertEquals("2", values.get("berth.port"));
        assertEquals("file", values.get("berth.name"));
    }

    @Test
    void variablesOfAStandardCountLeast() throws IOException {
        var traces = new Settings(List.of(OtlpConfig.class));
        var standard = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a", "OTEL_SERVICE_NAME", "", "OTEL_OTHER", "x");
        assertEquals(Map.of("berth.otlp.endpoint", "http://a"), traces.read(List.of(), standard));
        var file = Files.writeString(directory.resolve("berth.conf"), "otlp-endpoint = http://b\n");
        assertEquals(
                "http://b", traces.read(List.of("--config=" + file), standard).get("berth.otlp.endpoint"));
    }

    @Test
    void takesTheValueFromTheNextWord() {
        assertEquals("east", settings.read(List.of("--zone", "east"), Map.of()).get("berth.zone"));
    }

    @Test
    void tellsAllErrorsAtOnceWithTheNearestNames() throws IOException {
        var file = Files.writeString(directory.resolve("berth.conf"), "zonne = x\n");
        var error = assertThrows(
                InvalidSettings.class,
                () -> settings.read(
                        List.of("--rolez=all", "stray", "--zone", "--config=" + file), Map.of("BERTH_PROT", "1")));
        assertEquals(5, error.errors().size(), error.errors().toString());
        assertTrue(error.getMessage().contains("Did you mean '--roles'?"), error.getMessage());
        assertTrue(error.getMessage().contains("Did you mean 'zone'?"), error.getMessage());
        assertTrue(error.getMessage().contains("Did you mean 'BERTH_PORT'?"), error.getMessage());
        assertTrue(error.getMessage().contains("--zone needs a value"), error.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        var error =
                assertThrows(InvalidSettings.class, () -> settings.read(List.of("--config=/no/such/file"), Map.of()));
        assertTrue(error.getMessage().contains("/no/such/file"));
    }
}
