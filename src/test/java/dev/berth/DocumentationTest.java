package dev.berth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.node.Setting;
import dev.berth.node.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is written from the code: with {@code -Dberth.write-docs=true}, and checked without. */
class DocumentationTest {
    private static final Path FILE = Path.of("docs/configuration.md");

    @Test
    void theConfigurationPageIsTheCode() throws IOException {
        var page = page();
        if (Boolean.getBoolean("berth.write-docs")) {
            Files.writeString(FILE, page);
        }
        assertEquals(page, Files.readString(FILE), "run scripts/docs");
    }

    private static String page() {
        var text = new StringBuilder("""
                # Configuration

                Written from the code by `scripts/docs`. Every setting is a flag (`--zone=east`), an environment variable
                (`BERTH_ZONE=east`) and a line of the file given with `--config` (`zone = east`). Flags win over the
                environment, the environment over the file. Unknown names refuse to start. Durations read `30s`, `15m`, `12h`.
                """);
        var group = "";
        for (Setting setting : new Settings(Mappings.ALL).known()) {
            if (!setting.group().equals(group)) {
                group = setting.group();
                text.append("\n## ").append(group).append("\n\n| setting | default | meaning |\n|---|---|---|\n");
            }
            text.append("| `%s` | %s | %s |%n"
                    .formatted(
                            setting.name(),
                            setting.defaultValue()
                                    .map(value -> "`" + value + "`")
                                    .orElse(""),
                            setting.doc()));
        }
        return text.toString();
    }
}
