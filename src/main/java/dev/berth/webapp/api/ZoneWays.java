package dev.berth.webapp.api;

import static dev.berth.webapp.api.Markdown.code;

import dev.berth.contract.ZoneSettings;
import dev.berth.webapp.api.AdminNodeResource.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The part of a zone's sheet for who looks after firewalls: who has to reach whom, and what may stay closed.
 *
 * @param nodes those of the zone
 */
record ZoneWays(ZoneSettings settings, List<NodeView> nodes) {
    void reach(Markdown sheet) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("every node", upstream(), "check-in, and one question for each connection"));
        rows.add(List.of(
                "web apps",
                addresses(node -> !node.roles().contains("web-app")),
                "launches, and the check that a node answers"));
        if (isNamed()) {
            rows.add(List.of(
                    "balancer " + code(settings.proxyHostname()),
                    addresses(node -> node.roles().contains("zone-proxy")),
                    "streams; at their session port pages that workspaces serve"));
        }
        rows.add(List.of(proxies(), addresses(ZoneWays::runsSessions), "streams"));
        rows.add(List.of(
                "agents",
                settings.registryMirror()
                                .map(mirror -> code(mirror) + ", else ")
                                .orElse("") + "registries, port 443",
                "images"));
        rows.add(List.of("connection proxies", "the machines behind its servers", "RDP, VNC, SSH"));
        rows.add(List.of("every node", "name service and NTP", "names, clocks"));
        sheet.heading("What its nodes must reach, and who must reach them").table(List.of("from", "to", "for"), rows);
    }

    private String upstream() {
        var known = upstreams();
        var addresses = known.stream().map(Markdown::code).collect(Collectors.joining(", "));
        if (settings.upstreamAuthAddress().isPresent()) {
            return addresses + " (Upstream Auth Address)";
        }
        return known.isEmpty()
                ? "the Upstream Auth Address: none is set, and no node has told its own"
                : addresses + " (as its nodes were started)";
    }

    /** Where its nodes ask the control plane; empty while nobody has said so. */
    List<String> upstreams() {
        return settings.upstreamAuthAddress()
                .map(List::of)
                .orElseGet(() -> nodes.stream()
                        .map(NodeView::upstream)
                        .filter(Objects::nonNull)
                        .map(UpstreamView::address)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private boolean isNamed() {
        return !settings.proxyHostname().equals(ZoneSettings.REQUEST_HOST);
    }

    private String proxies() {
        if (!settings.proxyConnections()) {
            return "browsers";
        }
        return isNamed() ? "zone proxies" : "proxies behind the host that users come in on";
    }

    private String addresses(Predicate<NodeView> which) {
        var urls = nodes.stream()
                .filter(which)
                .map(node -> code(node.url()))
                .distinct()
                .collect(Collectors.joining(", "));
        return urls.isEmpty() ? "no such node has joined yet; port 8443 unless set otherwise" : urls;
    }

    static boolean runsSessions(NodeView node) {
        return node.roles().contains("agent") || node.roles().contains("connection-proxy");
    }

    void closed(Markdown sheet) {
        sheet.heading("What may stay closed")
                .line(
                        "- The database: PostgreSQL (5432) is for web apps alone, Patroni (8008) and etcd (2379) for its own"
                                + " hosts.")
                .line("- Everything else of the control plane, for nodes: the address above is all that they use.")
                .line("- Everything of other zones: nodes of two zones do not talk to each other, but for the proxies"
                        + " above.")
                .line("- " + code("/internal/") + " and " + code("/q/")
                        + " for users; Docker's API and guacd (4822) for" + " everybody but their own host.");
        if (settings.proxyConnections()) {
            sheet.line("- Agents and connection proxies for browsers: streams go through the proxies.");
        }
    }
}
