package dev.berth.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Prometheus itself on the alert rules: it understands them, and each says what it should when it should. */
class AlertRulesIT {
    private static final Path RULES = Path.of("config/prometheus/alerts.yaml");
    private static final Path TESTS = Path.of("src/test/prometheus/alerts.yaml");

    @Test
    void prometheusUnderstandsEveryRule() throws Exception {
        promtool("check", "rules", RULES.toString());
        promtool("check", "config", "--syntax-only", "config/prometheus/prometheus.yaml");
    }

    @Test
    void everyAlertComesWhenItShouldAndSaysWhatItShould() throws Exception {
        assertEquals(names(RULES, "- alert: (\\w+)"), names(TESTS, "alertname: (\\w+)"));
        promtool("test", "rules", TESTS.toString());
    }

    private static Set<String> names(Path file, String pattern) throws IOException {
        var names = new TreeSet<String>();
        Pattern.compile(pattern).matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Prometheus.program("promtool"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
