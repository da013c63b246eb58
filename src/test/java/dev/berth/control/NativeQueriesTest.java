package dev.berth.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Hibernate keeps the plan of each query, but finds that of a native query with a scalar result class never again: each
 * execution adds one with the same hash, until every look-up goes through two thousand and the plans of other queries are gone.
 */
class NativeQueriesTest {
    private static final Pattern SCALAR = Pattern.compile(
            "createNativeQuery\\((?:[^()]|\\([^()]*\\))*,\\s*(?:UUID|String|Long|Integer|Boolean|Instant)\\.class\\)");

    @Test
    void noneNamesAScalarResultClass() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> SCALAR.matcher(read(file)).find())
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
