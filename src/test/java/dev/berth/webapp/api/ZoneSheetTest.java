package dev.berth.webapp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.ZoneSettings;
import dev.berth.control.zone.Zone;
import dev.berth.control.zone.ZoneField;
import dev.berth.webapp.api.AdminNodeResource.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the sheet of a zone tells those who build its region. */
class ZoneSheetTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final Pattern CELL = Pattern.compile("(?:\\\\.|[^|\\\\])+");

    private static Zone zone(String name, Map<String, Object> settings) {
        return new Zone(name, 3, ZoneField.read(settings, ZoneSettings.DEFAULT), NOW.minusSeconds(60), "ada");
    }

    private static NodeView node(String name, String role, @Nullable UpstreamView upstream, String... findings) {
        return new NodeView(
                UUID.randomUUID(),
                name,
                "reef",
                List.of(role),
                "0.1.0",
                "https://" + name + ":8443",
                "https://" + name + ":8443",
                "ready",
                true,
                NOW,
                NOW,
                5L,
                0L,
                NOW.plusSeconds(86_400),
                null,
                8,
                1,
                0,
                0,
                0,
                null,
                null,
                List.of(findings),
                upstream,
                null,
                Map.of(),
                0,
                null,
                new NodeOffer.Capacity(8, 1, 0, 0, 0, 0),
                new NodeOffer.Overrides(null, null, null, null));
    }

    private static UpstreamView upstream(double millis, long loss) {
        return new UpstreamView("https://primary:8445", NOW, millis, loss, List.of("web1"), List.of());
    }

    private static String sheet(Zone zone, List<Zone> others, NodeView... nodes) {
        var doors = List.of(
                new ZoneSheet.Door("streams", "https://reef.example.org:8443/desktop/"),
                new ZoneSheet.Door(
                        "pages that workspaces serve (session port)", "https://reef.example.org:8444/desktop/"));
        var made = new ZoneSheet.Made(NOW, "0.1.0", "https://berth.example.org:8443");
        return new ZoneSheet(zone, others, "least-load", List.of(nodes), doors, made).markdown();
    }

    /** The cells of the only row that has this one among its first two. */
    private static List<String> row(String sheet, String cell) {
        var rows = sheet.lines()
                .filter(line -> line.startsWith("|"))
                .map(ZoneSheetTest::cells)
                .filter(cells -> cells.subList(0, 2).contains(cell))
                .toList();
        assertEquals(1, rows.size(), () -> cell + " in " + sheet);
        return rows.getFirst();
    }

    private static List<String> cells(String line) {
        return CELL.matcher(line)
                .results()
                .map(found -> found.group().strip())
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static String section(String sheet, String heading) {
        return Arrays.stream(sheet.split("\n## "))
                .filter(part -> part.startsWith(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError(heading + " is missing in " + sheet));
    }

    @Test
    void everySettingIsThereAndSaysWhetherItWasSet() {
        var sheet = sheet(zone("reef", Map.of("proxyHostname", "reef.example.org", "proxyPort", 443)), List.of());
        for (var name : ZoneField.map(ZoneSettings.DEFAULT).keySet()) {
            boolean set = name.equals("proxyHostname") || name.equals("proxyPort");
            assertEquals(set ? "set" : "default", row(sheet, "`" + name + "`").getLast(), name);
        }
        assertEquals(
                List.of("proxy hostname", "`proxyHostname`", "`reef.example.org`", "set"),
                row(sheet, "`proxyHostname`"));
        assertTrue(row(sheet, "`loadBalanceStrategy`").get(2).contains("`least-load`"));
        assertTrue(sheet.contains("2026-11-21T12:00:00Z by Berth 0.1.0 at `https://berth.example.org:8443`"), sheet);
        assertTrue(sheet.contains("version 3, of 2026-11-21T11:59:00Z by ada"), sheet);
    }

    @Test
    void itTellsWhoHasToReachWhom() {
        var sheet = sheet(
                zone("reef", Map.of("proxyHostname", "reef.example.org", "registryMirror", "mirror.reef:5000")),
                List.of(),
                node("zone2a", "zone-proxy", upstream(103.25, 0)),
                node("agent2", "agent", upstream(104, 5)));
        assertEquals(
                "`https://berth.example.org:8443`",
                row(sheet, "console and API").get(1));
        assertEquals(
                "`https://reef.example.org:8443/desktop/`",
                row(sheet, "streams").get(1));
        var reach = section(sheet, "What its nodes must reach");
        assertTrue(reach.contains("| every node | `https://primary:8445` (as its nodes were started) |"), reach);
        assertTrue(reach.contains("| agents | `mirror.reef:5000`, else registries, port 443 |"), reach);
        assertTrue(reach.contains("| web apps | `https://zone2a:8443`, `https://agent2:8443` |"), reach);
        assertTrue(reach.contains("| zone proxies | `https://agent2:8443` |"), reach);
        assertTrue(reach.contains("| balancer `reef.example.org` | `https://zone2a:8443` |"), reach);
        assertTrue(section(sheet, "What may stay closed").contains("PostgreSQL (5432)"));
    }

    @Test
    void nodesStandByRoleWithWhatIsWrong() {
        var sheet = sheet(
                zone("reef", Map.of()),
                List.of(),
                node("zone2a", "zone-proxy", upstream(103.25, 0), "The certificate expires."),
                node("agent2", "agent", upstream(104, 5)),
                node("web1", "web-app", null));
        var agent = row(sheet, "agent2");
        assertEquals(
                List.of(
                        "agent",
                        "agent2",
                        "ready",
                        "0.1.0",
                        "`https://agent2:8443`",
                        "2026-11-22T12:00:00Z",
                        "104.0 ms, 5 % lost"),
                agent);
        assertEquals("not measured", row(sheet, "web1").getLast());
        var nodes = section(sheet, "Nodes");
        assertTrue(nodes.indexOf("| agent |") < nodes.indexOf("| zone-proxy |"), nodes);
        assertTrue(nodes.contains("| zone2a | The certificate expires. |"), nodes);
        assertTrue(section(sheet(zone("reef", Map.of()), List.of()), "Nodes").contains("None has joined yet."));
    }

    @Test
    void aBoundaryAndAlternatesAreToldApart() {
        var boundary = Map.<String, Object>of("boundary", true, "searchAlternateZones", false);
        var closed = section(sheet(zone("reef", boundary), List.of(zone("default", Map.of()))), "Restrictions");
        assertTrue(closed.contains("never leave it"), closed);
        assertTrue(closed.contains("a launch is refused"), closed);
        var open = section(
                sheet(zone("reef", Map.of()), List.of(zone("default", Map.of()), zone("vault", boundary))),
                "Restrictions");
        assertTrue(open.contains("Alternates when it has no room: default."), open);
        assertFalse(open.contains("vault"), "nobody spills into a boundary");
    }

    @Test
    void theCommandHasAPlaceForATokenAndNone() {
        var set = sheet(zone("reef", Map.of("upstreamAuthAddress", "https://primary:8445")), List.of());
        var enrolling = section(set, "Enrolling a node");
        for (var role : List.of("zone-proxy", "agent", "connection-proxy")) {
            var command =
                    "BERTH_JOIN_TOKEN=TOKEN berth --roles=" + role + " --zone=reef --upstream=https://primary:8445";
            assertTrue(enrolling.lines().anyMatch(command::equals), enrolling);
        }
        // of a zone where nothing is known the console's own address is the best guess
        assertTrue(sheet(zone("reef", Map.of()), List.of())
                .contains("--zone=reef --upstream=https://berth.example.org:8443\n"));
    }

    @Test
    void whatSomebodyWroteBreaksNothing() {
        var evil = "a | b ` c\n\n# Title <script> [x](https://evil.example) \\";
        var plain = zone("reef", Map.of());
        var hostile = new Zone(
                "r'eef\n; rm -rf | `x`",
                1,
                new ZoneSettings(
                        plain.settings().upstreamAuthAddress(),
                        evil,
                        true,
                        evil,
                        evil,
                        0,
                        plain.settings().loadBalanceStrategy(),
                        true,
                        true,
                        false,
                        true,
                        plain.settings().registryMirror(),
                        0),
                NOW,
                evil);
        var sheet = sheet(hostile, List.of(hostile), node("agent2", evil, upstream(1, 0), evil, evil));
        var headings = sheet.lines().filter(line -> line.startsWith("#")).toList();
        assertEquals(8, headings.size(), headings::toString);
        var widths = new ArrayList<Integer>();
        sheet.lines().filter(line -> line.startsWith("|")).forEach(line -> widths.add(pipes(line)));
        assertEquals(List.of(3, 4, 5, 8), widths.stream().distinct().sorted().toList(), sheet);
        assertFalse(Pattern.compile("(?<!\\\\)<script").matcher(sheet).find(), sheet);
        assertFalse(Pattern.compile("(?<!\\\\)\\[x").matcher(sheet).find(), sheet);
        var commands = section(sheet, "Enrolling a node").lines().filter(line -> line.startsWith("BERTH_"));
        commands.forEach(line ->
                assertTrue(line.contains(" --zone='r'\\''eef ; rm -rf | `x`' --upstream=https://primary:8445"), line));
    }

    private static int pipes(String line) {
        return (int) Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\|")
                .matcher(line)
                .results()
                .count();
    }
}
