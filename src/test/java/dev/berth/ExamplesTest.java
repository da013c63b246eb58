package dev.berth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.berth.node.Roles;
import dev.berth.node.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples in config/ name settings that exist, with values of the right form, and roles. */
class ExamplesTest {
    private static final Path CONFIG = Path.of("config");

    @Test
    void everyExampleCanBeRead() throws IOException {
        for (var file : examples()) {
            var values = new Settings(Mappings.ALL).read(List.of("--config=" + file), Map.of());
            assertFalse(Roles.parse(values.get("berth.roles")).active().isEmpty(), file.toString());
        }
    }

    @Test
    void thereIsOneForEachRoleAndArchitecture() throws IOException {
        assertEquals(
                List.of(
                        "berth.conf",
                        "ra2/agent.conf",
                        "ra2/server.conf",
                        "ra3/agent.conf",
                        "ra3/connection-proxy.conf",
                        "ra3/web-app.conf",
                        "ra3/zone-proxy.conf",
                        "ra4/agent.conf",
                        "ra4/connection-proxy.conf",
                        "ra4/zone-proxy.conf"),
                examples().stream()
                        .map(file -> CONFIG.relativize(file).toString())
                        .toList());
    }

    private static List<Path> examples() throws IOException {
        try (var files = Files.walk(CONFIG)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> !file.startsWith(CONFIG.resolve("nginx")))
                    .sorted()
                    .toList();
        }
    }
}
