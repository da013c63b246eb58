package dev.berth.control.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneYamlTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        var west = ZoneField.read(
                Map.of("proxyHostname", "west.example.org", "proxyPort", 443, "boundary", true), ZoneSettings.DEFAULT);
        var text = ZoneYaml.write(Map.of("west", west));
        assertTrue(text.contains("proxyPort: 443"), text);
        assertEquals(west, ZoneField.read(ZoneYaml.read(text).get("west"), ZoneSettings.DEFAULT));
    }

    @Test
    void whatIsNoFileOfZonesIsRefusedWithTheReason() {
        for (var bad : List.of(
                "",
                "zones",
                "zones: [a, b]",
                "zone:\n  west: {}",
                "zones:\n  west: 3",
                "zones:\n  west: {}\n  west: {}",
                "zones: {west: {proxyPort: [}}",
                "zones: !!java.net.URL [\"https://example.org\"]")) {
            var problem = assertThrows(Problem.class, () -> ZoneYaml.read(bad), bad);
            assertEquals("yaml", problem.errors().getFirst().field());
        }
        assertEquals(Map.of(), ZoneYaml.read("zones:\n  west:\n").get("west"));
    }
}
