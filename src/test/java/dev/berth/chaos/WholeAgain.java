package dev.berth.chaos;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.Hosts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** RA3 as a whole, between one failure and the next. */
public final class WholeAgain {
    private static final List<String> NODES =
            List.of("web1", "web2", "web3", "agent1", "agent2", "cpx1", "cpx2", "zone1");
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private WholeAgain() {}

    /** Starts what a test has left dead, and waits until every node reports and the database has its standby. */
    public static void awaitWhole(Hosts hosts, BerthClient client) {
        Stream.concat(NODES.stream(), Stream.of("db1", "db2")).forEach(hosts::on);
        NODES.forEach(hosts::start);
        Await.until("every node is ready", LONGEST, () -> ready(client) == NODES.size());
        Await.until("the database has its standby", LONGEST, () -> hasStandby(hosts));
        // balancers look twice before they let a node back
        Await.until("every web app is back behind the balancer", LONGEST, () -> balanced(hosts) == 3);
    }

    private static long ready(BerthClient client) {
        var answer = client.get("/api/admin/nodes");
        return answer.status() != 200
                ? 0
                : StreamSupport.stream(answer.body().spliterator(), false)
                        .filter(node -> node.path("state").asText().equals("ready"))
                        .count();
    }

    private static boolean hasStandby(Hosts hosts) {
        return hosts.attempt("in", "db1", "patronictl", "-c", "/etc/berth/patroni.yml", "list", "-f", "tsv")
                .output()
                .contains("Sync Standby");
    }

    /** The database host that is primary now. */
    static String primary(Hosts hosts) {
        return hosts.run("in", "db1", "patronictl", "-c", "/etc/berth/patroni.yml", "list", "-f", "tsv")
                .lines()
                .filter(line -> line.contains("Leader"))
                .map(line -> line.split("\t")[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no primary"));
    }

    private static long balanced(Hosts hosts) {
        return hosts.run("in", "primary", "curl", "-s", "http://127.0.0.1:8404/;csv")
                .lines()
                .filter(line -> line.startsWith("consoles,web") && line.contains(",UP,"))
                .count();
    }

    public static void endAll(Hosts hosts, BerthClient client) {
        client.get("/api/admin/sessions")
                .expect(200)
                .body()
                .forEach(session ->
                        client.delete("/api/sessions/" + session.path("id").asText()));
        Await.until(
                "all sessions have ended",
                LONGEST,
                () -> client.read("/api/admin/sessions").isEmpty());
    }
}
