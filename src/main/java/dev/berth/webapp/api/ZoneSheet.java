package dev.berth.webapp.api;

import static dev.berth.webapp.api.Markdown.code;
import static dev.berth.webapp.api.Markdown.text;

import dev.berth.contract.ZoneSettings;
import dev.berth.control.zone.Zone;
import dev.berth.control.zone.ZoneField;
import dev.berth.webapp.api.AdminNodeResource.NodeView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A zone for those who build its region, in Markdown: what it is set to, who has to reach whom, and what is there
 * already. It holds no secrets.
 *
 * @param others   all other zones
 * @param strategy the deployment's, for a zone that has none of its own
 * @param nodes    of this zone
 * @param doors    where browsers go for its sessions
 */
record ZoneSheet(Zone zone, List<Zone> others, String strategy, List<NodeView> nodes, List<Door> doors, Made made) {
    /** Roles that join with a token, in the order in which a region is built. */
    private static final List<String> ENROLLED = List.of("zone-proxy", "agent", "connection-proxy");

    private static final String TOKEN = "TOKEN";

    /** An address for browsers, and which sessions it is for. */
    record Door(String what, String address) {}

    /** When, by which version of the program, and at which address of the console. */
    record Made(Instant at, String version, String console) {}

    String markdown() {
        var sheet = new Markdown();
        sheet.title("Zone " + zone.name())
                .line("")
                .line("Settings sheet made at " + time(made.at()) + " by Berth " + text(made.version()) + " at "
                        + code(made.console()) + ". The settings are version " + zone.version() + ", of "
                        + time(zone.changedAt()) + " by " + text(zone.changedBy()) + ". It holds no secrets.");
        settings(sheet);
        browsers(sheet);
        ways().reach(sheet);
        ways().closed(sheet);
        nodes(sheet);
        restrictions(sheet);
        enrolling(sheet);
        return sheet.toString();
    }

    private ZoneSettings s() {
        return zone.settings();
    }

    private ZoneWays ways() {
        return new ZoneWays(zone.settings(), nodes);
    }

    private void settings(Markdown sheet) {
        var usual = ZoneField.map(ZoneSettings.DEFAULT);
        var rows = new ArrayList<List<String>>();
        ZoneField.map(s())
                .forEach((name, value) -> rows.add(List.of(
                        words(name),
                        code(name),
                        value == null ? empty(name) : code(value.toString()),
                        Objects.equals(value, usual.get(name)) ? "default" : "set")));
        sheet.heading("Settings").table(List.of("setting", "name", "value", ""), rows);
        sheet.line("")
                .line(code(ZoneSettings.REQUEST_HOST)
                        + " stands for the host that a user came in on; below, that of this sheet.");
    }

    /** What an empty setting comes to. */
    private String empty(String name) {
        return switch (name) {
            case "upstreamAuthAddress" -> "empty: the address that each node was started with";
            case "loadBalanceStrategy" -> "empty: the deployment's, " + code(strategy);
            case "registryMirror" -> "empty: no mirror";
            default -> "empty";
        };
    }

    private void browsers(Markdown sheet) {
        var rows = Stream.concat(Stream.of(new Door("console and API", made.console())), doors.stream())
                .map(door -> List.of(text(door.what()), code(door.address())))
                .toList();
        sheet.heading("What browsers of its users must reach").table(List.of("for", "address"), rows);
        sheet.line("").line("Each of these shows a certificate that the browsers trust.");
    }

    private void nodes(Markdown sheet) {
        sheet.heading("Nodes");
        if (nodes.isEmpty()) {
            sheet.line("None has joined yet.");
            return;
        }
        var rows = nodes.stream()
                .flatMap(node -> node.roles().stream().map(role -> row(role, node)))
                .sorted((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)))
                .toList();
        sheet.table(
                List.of("role", "node", "state", "version", "address", "node certificate until", "round trip"), rows);
        var findings = nodes.stream()
                .flatMap(node -> node.findings().stream().map(finding -> List.of(text(node.name()), text(finding))))
                .toList();
        sheet.line("");
        if (findings.isEmpty()) {
            sheet.line("Nothing is wrong with them.");
        } else {
            sheet.table(List.of("node", "what is wrong"), findings);
        }
    }

    private static List<String> row(String role, NodeView node) {
        var expiry = node.certificateExpiresAt();
        return List.of(
                text(role),
                text(node.name()),
                text(node.state()),
                text(node.version()),
                code(node.url()),
                expiry == null ? "none issued" : time(expiry),
                roundTrip(node.upstream()));
    }

    private static String roundTrip(@Nullable UpstreamView upstream) {
        var millis = upstream == null ? null : upstream.roundTripMillis();
        return upstream == null || millis == null
                ? "not measured"
                : millis + " ms" + (upstream.lossPercent() > 0 ? ", " + upstream.lossPercent() + " % lost" : "");
    }

    private void restrictions(Markdown sheet) {
        var open = others.stream()
                .filter(other -> !other.settings().boundary())
                .map(other -> text(other.name()))
                .collect(Collectors.joining(", "));
        sheet.heading("Restrictions")
                .line(
                        s().boundary()
                                ? "- It is a boundary: sessions of users who come in here never leave it, and none spill in."
                                : "- It is no boundary: workspaces decide whether their sessions may be here.")
                .line(
                        s().mayBeLeft()
                                ? "- Alternates when it has no room: " + (open.isEmpty() ? "there are none" : open)
                                        + "."
                                : "- No alternates: when it has no room, a launch is refused.")
                .line(
                        s().userChoice()
                                ? "- Users may pick it themselves."
                                : "- Users cannot pick it; they come in through its own address.")
                .line(
                        s().hasGrace()
                                ? "- While the control plane does not answer, its nodes let people come back for "
                                        + s().graceSeconds() + " seconds whose connection was validated before."
                                : "- While the control plane does not answer, nobody is let in.")
                .line("- Pages that may open its sessions: " + code(s().allowOriginDomain()) + ".");
    }

    private void enrolling(Markdown sheet) {
        var known = ways().upstreams();
        var upstream = known.isEmpty() ? made.console() : known.getFirst();
        sheet.heading("Enrolling a node")
                .line("In the console under Nodes, make a token for the role and this zone: it lets one node in, once."
                        + " Put it in place of " + code(TOKEN) + ", or in a file that " + code("--join-token-file")
                        + " names. Where no public authority vouches for the address, add " + code("--upstream-ca")
                        + "; a zone proxy gets its own certificate by " + code("--tls-certificate") + " and "
                        + code("--tls-key") + ".")
                .line("")
                .block(ENROLLED.stream()
                        .map(role -> EnrolmentResource.command(TOKEN, List.of(role), word(zone.name()), word(upstream)))
                        .toArray(String[]::new));
    }

    /** As a shell reads it as one word. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9.:/_-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** {@code proxyPath} is "proxy path". */
    private static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
