package dev.berth.control.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionStateTest {
    /** The enum and the rows with the foreign key must tell the same story. */
    @Test
    void theLegalStepsAreTheRowsOfTheTable() throws IOException {
        var sql = Files.readString(Path.of("src/main/resources/db/changelog.sql"));
        var rows = new TreeSet<String>();
        var pairs = Pattern.compile("\\('([A-Z]+)', '([A-Z]+)'\\)");
        var inserts =
                Pattern.compile("insert into session_transition values([^;]*);").matcher(sql);
        while (inserts.find()) {
            pairs.matcher(inserts.group(1)).results().forEach(pair -> rows.add(pair.group(1) + " > " + pair.group(2)));
        }
        var steps = new TreeSet<String>();
        for (var from : SessionState.values()) {
            from.successors().forEach(to -> steps.add(from + " > " + to));
        }
        assertEquals(steps, rows);
    }
}
