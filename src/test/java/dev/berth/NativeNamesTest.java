package dev.berth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.NameIterator;
import io.quarkus.runtime.configuration.PropertiesUtil;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in for the framework's comparison of names in a native executable says the same as that. */
class NativeNamesTest {
    private static final List<String> NAMES = List.of(
            "quarkus.http.port",
            "quarkus.log.category.\"dev.berth\".level",
            "quarkus.log.handlers[0]",
            "\"quarkus.http\".port",
            "berth.data-dir",
            "%prod.quarkus.http.port",
            "*.name",
            "x",
            "q.",
            "");
    private static final List<String> SEGMENTS = List.of(
            "quarkus",
            "quarks",
            "berth",
            "http",
            "port",
            "log",
            "handlers",
            "handlers[*]",
            "handlers[0]",
            "x",
            "*",
            "",
            "q");

    @Test
    void itSaysTheSame() {
        int mapped = 0;
        for (var name : NAMES) {
            for (var at = new NameIterator(name); at.hasNext(); at.next()) {
                for (var segment : SEGMENTS) {
                    boolean same = PropertiesUtil.isMapped(at, segment);
                    assertEquals(
                            same, NativeNames.isMapped(at, segment), name + " at " + at.getPosition() + ": " + segment);
                    mapped += same ? 1 : 0;
                }
            }
        }
        assertTrue(mapped > NAMES.size(), "nothing was compared: " + mapped);
    }
}
