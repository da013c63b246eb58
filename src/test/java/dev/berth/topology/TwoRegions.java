package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** RA4 as a whole: what is up, what goes over the line, and how region 2 is set. */
public final class TwoRegions {
    public static final List<String> REGION2 = List.of("zone2a", "zone2b", "agent2", "cpx2");
    private static final List<String> REGION1 = List.of("web1", "web2", "zone1", "agent1");
    private static final Duration LONGEST = Duration.ofSeconds(180);

    private final Hosts hosts;
    private final BerthClient client;

    public TwoRegions(Hosts hosts, BerthClient client) {
        this.hosts = hosts;
        this.client = client;
    }

    /** Boots and starts what a test has left dead, and waits until every node reports and is behind its balancer. */
    public void awaitWhole() {
        hosts.on("edge2");
        hosts.on(REGION2.toArray(String[]::new));
        REGION2.forEach(hosts::start);
        REGION1.forEach(hosts::start);
        Await.until("every node is ready", LONGEST, () -> areAll("ready", REGION1) && areAll("ready", REGION2));
        Await.until("both zone proxies are behind their balancer", LONGEST, () -> proxiesUp() == 2);
        Await.until("both web apps are behind theirs", LONGEST, () -> up("primary", "control,web") == 2);
    }

    /** How many zone proxies of region 2 their balancer sends new streams to. */
    public long proxiesUp() {
        return up("edge2", "zone-proxies,zone2");
    }

    private long up(String balancer, String servers) {
        return statistics(balancer)
                .lines()
                .filter(line -> line.startsWith(servers) && line.contains(",UP,"))
                .count();
    }

    private String statistics(String balancer) {
        return hosts.run("in", balancer, "curl", "-s", "http://127.0.0.1:8404/;csv");
    }

    /** True when the nodes of these names are what the console calls that. */
    public boolean areAll(String state, List<String> names) {
        var answer = client.get("/api/admin/nodes");
        return answer.status() == 200
                && StreamSupport.stream(answer.body().spliterator(), false)
                        .filter(node -> node.path("state").asText().equals(state))
                        .map(node -> node.path("name").asText())
                        .collect(Collectors.toSet())
                        .containsAll(names);
    }

    /** What has gone over the line so far, in bytes: of nodes and of users, there and back. */
    public long crossed() {
        return hosts.run("wan", "count")
                .lines()
                .mapToLong(line -> Long.parseLong(line.split(" ")[3]))
                .sum();
    }

    /** Connections that region 1 has validated for region 2. */
    public long validated() {
        return hosts.log("primary", "haproxy.out")
                .lines()
                .filter(line -> line.startsWith("validated for") && line.contains("with status 200"))
                .count();
    }

    /** Which of these doors, each an address and a port with a slash between, are open from there. */
    public String open(String from, List<String> doors) {
        return hosts.run(
                "in",
                from,
                "bash",
                "-c",
                "for d in " + String.join(" ", doors)
                        + "; do (timeout 3 bash -c \"exec 3<>/dev/tcp/$d\" 2>/dev/null && echo $d) & done; wait");
    }

    /** The zone proxy through which streams go; the only one that has any. */
    public String carrier() {
        return statistics("edge2")
                .lines()
                .filter(line -> line.startsWith("zone-proxies,zone2"))
                .map(line -> line.split(","))
                .filter(fields -> !fields[4].equals("0"))
                .map(fields -> fields[1])
                .collect(Collectors.joining(" and "));
    }

    /** The zone proxies of region 2 that have streams, as they told last. A browser keeps other connections open too. */
    public List<String> relaying() {
        return client.get("/api/admin/zone-overviews").expect(200).body().findValues("proxies").stream()
                .flatMap(proxies -> StreamSupport.stream(proxies.spliterator(), false))
                .filter(proxy -> proxy.path("streams").asInt() > 0)
                .map(proxy -> proxy.path("name").asText())
                .filter(REGION2::contains)
                .toList();
    }

    /** Makes region 2 one that is never left, or one that is left when it has no room. */
    public void boundary(boolean on) {
        set("region2", Map.of("boundary", on, "searchAlternateZones", !on), false)
                .expect(200);
    }

    /** Changes some settings of a zone. */
    public BerthClient.Answer set(String zone, Map<String, Object> settings, boolean confirmed) {
        var now = client.get("/api/admin/zones/" + zone).expect(200).body();
        return client.put(
                "/api/admin/zones/" + zone,
                Map.of("version", now.path("version").asInt(), "settings", settings, "confirmed", confirmed));
    }

    /** A node as the console has it. */
    public JsonNode node(String name) {
        return StreamSupport.stream(
                        client.get("/api/admin/nodes").expect(200).body().spliterator(), false)
                .filter(node -> node.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of when the lists of revoked passes are that nodes have, by node. */
    public Map<String, Instant> lists() {
        return StreamSupport.stream(
                        client.get("/api/admin/grace").expect(200).body().spliterator(), false)
                .collect(Collectors.toMap(
                        state -> state.path("node").asText(),
                        state -> Instant.parse(state.path("listAt").asText())));
    }

    /** What the page of a zone says is wrong in it. */
    public String troubles(String zone) {
        return StreamSupport.stream(
                        client.get("/api/admin/zone-overviews")
                                .expect(200)
                                .body()
                                .spliterator(),
                        false)
                .filter(overview -> overview.path("zone").asText().equals(zone))
                .map(overview -> overview.path("troubles").toString())
                .collect(Collectors.joining());
    }

    /** What is wrong with a node's way to the control plane, by name. */
    public List<String> findings(String name) {
        return node(name).path("upstream").path("findings").findValuesAsText("name");
    }
}
