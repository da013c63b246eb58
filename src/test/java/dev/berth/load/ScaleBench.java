package dev.berth.load;

import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import dev.berth.topology.TraceCollector;
import dev.berth.topology.WebApps;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated agents that check in every five seconds beside 50,000 session rows, with one web app and one database on
 * this machine, which this program's own load shares. Medians over rounds. Run by scripts/bench/scale.
 */
public final class ScaleBench {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long MEMORY = 64L << 20;
    private static final int PLACEMENTS_A_SECOND = 5;
    /** Whose the rows are: no one user has thousands of sessions. */
    private static final int USERS = 5_000;

    private static final int LAUNCHING_USERS = 10;
    /** A launch is long over when its session is ended. */
    private static final int KEPT = 5 * PLACEMENTS_A_SECOND;

    private final int rounds = Integer.getInteger("rounds", 3);
    private final Duration window = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    private final int rows = Integer.getInteger("sessions", 50_000);
    private final WebApps apps;
    /** Tells how long the web app itself takes to place a session. */
    private final TraceCollector traces;

    private final BerthClient administrator;
    private final SimulatedFleet fleet;
    private final String fitting;
    private final String tooLarge;
    private final List<BerthClient> launching = new ArrayList<>();
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private int launches;

    private ScaleBench(WebApps apps, TraceCollector traces) {
        this.apps = apps;
        this.traces = traces;
        traces.collectFrom(apps.add("web", "web-app").with("session-per-user", "1000000"));
        apps.startTogether();
        administrator = apps.get(0).administrator();
        administrator
                .put(
                        "/api/admin/settings/nodes",
                        Map.of("autoEnable", true, "missingAfterSeconds", 600, "deadAfterSeconds", 6000))
                .expect(200);
        fleet = SimulatedFleet.lean("https://localhost:" + apps.get(0).port());
        fitting = workspace("fitting", MEMORY);
        tooLarge = workspace("too large", 1L << 40);
        apps.change("insert into app_user (id, name, role, password_hash, must_change_password, enabled, created_at)"
                + " select gen_random_uuid(), 'bench-' || i, 'USER', '', true, true, now()"
                + " from generate_series(1, " + USERS + ") i");
        for (int i = 0; i < LAUNCHING_USERS; i++) {
            launching.add(apps.get(0).user(administrator, "launching-" + i));
        }
    }

    private String workspace(String name, long memory) {
        return administrator.workspace(Map.of(
                "name",
                name,
                "image",
                "berth/none:1",
                "protocol",
                "vnc",
                "cores",
                0.1,
                "memoryBytes",
                memory,
                "sharedMemoryBytes",
                0));
    }

    public static void main(String[] args) throws Exception {
        var sizes = Arrays.stream(System.getProperty("agents", "100,1000,10000").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        try (var traces = new TraceCollector();
                var apps = new WebApps(Files.createTempDirectory("berth-scale"))) {
            var bench = new ScaleBench(apps, traces);
            System.out.printf(
                    "%8s %11s %8s %8s %7s %10s %11s %12s %12s %10s %12s %10s %12s %12s %13s %13s %12s%n",
                    "agents",
                    "check-ins/s",
                    "late",
                    "failed",
                    "web %",
                    "database %",
                    "generator %",
                    "web ms/each",
                    "db ms/each",
                    "WAL B/each",
                    "commits/each",
                    "web ms/life",
                    "place p50 ms",
                    "place p99 ms",
                    "launch p50 ms",
                    "launch p99 ms",
                    "refuse p99");
            for (int size : sizes) {
                bench.grow(size);
                bench.measure(size);
            }
            bench.fleet.close();
        }
    }

    private void grow(int size) throws IOException, InterruptedException {
        ends.clear();
        fleet.add(administrator, size - fleet.agents().size(), false, 1_000, 1L << 36, INTERVAL);
        apps.change("delete from session");
        // they are not called, so nobody has to reach them
        apps.change("update node set joined_at = now(), reach_ok = true, reach_url = url,"
                + " reach_checked_at = now() + interval '1 day'");
        int running = Math.min(rows / 10, size * 20);
        apps.change(session("'ENDED'", "null", "now()", rows - running, "gen_random_uuid()"));
        var owned = new HashMap<SimulatedAgent, Set<UUID>>();
        for (int i = 0; i < running; i++) {
            owned.computeIfAbsent(fleet.agents().get(i % size), agent -> new HashSet<>())
                    .add(new UUID(size, i));
        }
        for (var entry : owned.entrySet()) {
            entry.getKey().runs(entry.getValue());
        }
        fleet.agents().stream().filter(agent -> !owned.containsKey(agent)).forEach(agent -> agent.runs(Set.of()));
        var insert = new StringBuilder("create table if not exists bench_owner (session_id uuid, node_id uuid);"
                + "truncate bench_owner;insert into bench_owner values ");
        owned.forEach((agent, ids) -> ids.forEach(id ->
                insert.append("('").append(id).append("','").append(agent.id()).append("'),")));
        insert.setLength(insert.length() - 1);
        apps.change(insert.toString());
        apps.change(session("'RUNNING'", "node_id", "null", running, "session_id")
                .replace(
                        "from generate_series(1, " + running + ") i",
                        "from (select *, row_number() over () as i from bench_owner) owned"));
        apps.change("update node n set reserved_sessions = t.c, reserved_cores = t.c * 0.1,"
                + " reserved_memory_bytes = t.c * " + MEMORY + ", reserved_gpus = 0 from (select m.id, count(s.id) as c"
                + " from node m left join session s on s.node_id = m.id and s.state = 'RUNNING' group by m.id) t"
                + " where t.id = n.id");
        apps.change("vacuum analyze");
        LockSupport.parkNanos(INTERVAL.multipliedBy(2).toNanos());
    }

    private static String session(String state, String node, String ended, int count, String id) {
        return "insert into session (id, incarnation, user_name, workspace_name, workspace_icon, protocol, cores,"
                + " memory_bytes, user_id, node_id, state, created_at, ended_at, keepalive_until, lease_until)"
                + " select " + id + ", 1, 'bench', 'bench', 'desktop', 'VNC', 0.1, " + MEMORY
                + ", (select id from app_user where lower(name) = 'bench-' || (1 + i % " + USERS + ")), " + node + ", "
                + state + ", now() - interval '1 hour', "
                + ended
                + ", now() + interval '1 day', now() from generate_series(1, " + count + ") i";
    }

    private void measure(int size) {
        // the first requests of a program are slow, which says nothing about how many agents there are
        round();
        var figures = new ArrayList<double[]>();
        for (int round = 0; round < rounds; round++) {
            figures.add(round());
        }
        var median = new double[figures.getFirst().length];
        for (int i = 0; i < median.length; i++) {
            int column = i;
            var sorted =
                    figures.stream().mapToDouble(row -> row[column]).sorted().toArray();
            median[i] = sorted[sorted.length / 2];
        }
        System.out.printf(
                "%8d %11.0f %8.0f %8.0f %7.0f %10.0f %11.0f %12.3f %12.3f %10.0f %12.3f %10.1f %12.1f %12.1f %13.1f %13.1f %12.1f%n",
                size,
                median[0],
                median[1],
                median[2],
                median[3],
                median[4],
                median[5],
                median[6],
                median[7],
                median[8],
                median[9],
                median[10],
                median[11],
                median[12],
                median[13],
                median[14],
                median[15]);
    }

    /** What was counted and used so far. */
    private record Sample(
            long at,
            long answered,
            long late,
            long failed,
            double web,
            double database,
            double own,
            long wal,
            long commits) {
        double seconds(Sample later) {
            return (later.at - at) / 1e9;
        }

        double each(double before, double after, Sample later) {
            return (after - before) / Math.max(1, later.answered - answered);
        }
    }

    private Sample sample() {
        return new Sample(
                System.nanoTime(),
                fleet.answered.sum(),
                fleet.late.sum(),
                fleet.failed.sum(),
                cpu(List.of(ProcessHandle.of(apps.get(0).pid()).orElseThrow())),
                cpu(apps.databaseProcesses()),
                cpu(List.of(ProcessHandle.current())),
                Long.parseLong(apps.ask("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")),
                Long.parseLong(
                        apps.ask("select xact_commit from pg_stat_database where datname = current_database()")));
    }

    /** Half of the time check-ins alone, which tells what one costs; then launches beside them. */
    private double[] round() {
        var quiet = sample();
        LockSupport.parkNanos(window.toNanos() / 2);
        var begin = sample();
        long since = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        var launched = new ArrayList<Double>();
        var refused = new ArrayList<Double>();
        long pause = TimeUnit.SECONDS.toNanos(1) / PLACEMENTS_A_SECOND;
        for (long next = begin.at; System.nanoTime() - begin.at < window.toNanos(); next += pause) {
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            launched.add(launch(fitting, 201));
            if (launched.size() % PLACEMENTS_A_SECOND == 0) {
                refused.add(launch(tooLarge, 503));
            }
            if (ends.size() > KEPT) {
                ends.remove().run();
            }
        }
        var end = sample();
        var placed = placements(since, launched.size());
        double webEach = quiet.each(quiet.web, begin.web, begin);
        double checkIns = end.answered - begin.answered;
        return new double[] {
            checkIns / begin.seconds(end),
            end.late - begin.late,
            end.failed - begin.failed,
            100 * (end.web - begin.web) / begin.seconds(end),
            100 * (end.database - begin.database) / begin.seconds(end),
            100 * (end.own - begin.own) / begin.seconds(end),
            1000 * webEach,
            1000 * quiet.each(quiet.database, begin.database, begin),
            quiet.each(quiet.wal, begin.wal, begin),
            quiet.each(quiet.commits, begin.commits, begin),
            1000 * Math.max(0, end.web - begin.web - webEach * checkIns) / launched.size(),
            percentile(placed, 0.5),
            percentile(placed, 0.99),
            percentile(launched, 0.5),
            percentile(launched, 0.99),
            percentile(refused, 0.99)
        };
    }

    /** Milliseconds in which the web app decided and reserved, as it tells them itself. */
    private List<Double> placements(long since, int expected) {
        return Await.value("the traces of all launches", Duration.ofMinutes(1), () -> {
            var told = traces.seen().stream()
                    .map(TraceCollector.Seen::span)
                    .filter(span -> span.getName().equals("place session")
                            && span.getStartTimeUnixNano() >= since
                            && span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR)
                    .map(ScaleBench::millis)
                    .toList();
            return told.size() < expected ? null : told;
        });
    }

    private static double millis(Span span) {
        return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6;
    }

    /** Milliseconds of the whole request, by one user after the other. */
    private double launch(String workspace, int expected) {
        var user = launching.get(launches++ % launching.size());
        long begin = System.nanoTime();
        var answer =
                user.post("/api/sessions", Map.of("workspaceId", workspace)).expect(expected);
        double millis = (System.nanoTime() - begin) / 1e6;
        if (expected == 201) {
            var id = answer.body().path("id").asText();
            ends.add(() -> user.delete("/api/sessions/" + id));
        }
        return millis;
    }

    private static double cpu(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(process -> ticks(process.pid())).sum() / 100.0;
    }

    /** User and system time in hundredths of a second, also that of children that have ended. */
    private static long ticks(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double percentile(List<Double> values, double part) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
