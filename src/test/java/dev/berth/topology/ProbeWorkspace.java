package dev.berth.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workspace of a few kilobytes that says what an RFB server says first, when its script comes to it. */
public final class ProbeWorkspace {
    public static final String IMAGE = "berth/test-probe:1";
    public static final long MEMORY = 64L << 20;
    private static final String SERVE = "exec nc -ll -p 5901 -e /bin/sh -c 'echo RFB 003.008; sleep 3600'";

    /** As much of an RFB server as a viewer needs that asks for pictures: no password, 64 × 64, always the same. */
    private static final String DESKTOP = """
            cat >/tmp/rfb <<'END'
            take() { dd bs=1 count=$1 2>/dev/null; }
            printf 'RFB 003.008\\n'; take 12 >/dev/null
            printf '\\001\\001'; take 1 >/dev/null
            printf '\\000\\000\\000\\000'; take 1 >/dev/null
            printf '\\000\\100\\000\\100\\040\\030\\000\\001\\000\\377\\000\\377\\000\\377\\020\\010\\000\\000\\000\\000'
            printf '\\000\\000\\000\\004test'
            while [ "$(take 10 | wc -c)" = 10 ]; do
              printf '\\000\\000\\000\\001\\000\\000\\000\\000\\000\\001\\000\\001\\000\\000\\000\\000\\001\\002\\003\\004'
            done
            END
            exec nc -ll -p 5901 -e /bin/sh /tmp/rfb
            """;

    /** What one picture of a heavy desktop weighs: bytes of chance, which nothing on their way makes fewer. */
    public static final int HEAVY_BYTES = 1 << 20;

    private ProbeWorkspace() {}

    /** A desktop whose every picture is a megabyte. */
    public static String heavy(BerthClient client, String name, List<String> zones) {
        var picture = "\\001\\002\\003\\004'\n";
        var script = "head -c " + HEAVY_BYTES + " /dev/urandom >/tmp/noise\n"
                + DESKTOP.replace(picture, picture.strip() + "; cat /tmp/noise\n");
        return client.workspace(fields(name, script, Map.of("zones", zones)));
    }

    /** A desktop that sends back what it is sent. */
    public static String echo(BerthClient client, String name, List<String> zones) {
        int loop = DESKTOP.indexOf("while [");
        int end = DESKTOP.indexOf("END\n", loop);
        var script = DESKTOP.substring(0, loop) + "exec cat\n" + DESKTOP.substring(end);
        return client.workspace(fields(name, script, Map.of("zones", zones)));
    }

    private static Map<String, Object> fields(String name, String script, Map<String, Object> more) {
        var fields = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "image",
                IMAGE,
                "protocol",
                "vnc",
                "cores",
                0.1,
                "memoryBytes",
                MEMORY,
                "sharedMemoryBytes",
                8L << 20,
                "runOverrides",
                Map.of("command", List.of("sh", "-c", script))));
        fields.putAll(more);
        return fields;
    }

    /** A desktop of two megabytes that one can look at. */
    public static String desktop(BerthClient client, String name) {
        return create(client, name, IMAGE, DESKTOP, MEMORY);
    }

    /** The same with room for many streams at once: each is a process or two in the container. */
    public static String crowded(BerthClient client, String name) {
        return create(client, name, IMAGE, DESKTOP, 4 * MEMORY);
    }

    /** Answers at once. */
    public static String quick(BerthClient client) {
        return create(client, "quick", IMAGE, SERVE, MEMORY);
    }

    /** Answers after so many seconds. */
    public static String late(BerthClient client, int seconds) {
        return create(client, "late-" + seconds, IMAGE, "sleep " + seconds + "; " + SERVE, MEMORY);
    }

    /** Answers at once, under a name of its own. */
    public static String named(BerthClient client, String name) {
        return create(client, name, IMAGE, SERVE, MEMORY);
    }

    /** Answers at once the first time, and after so many seconds when it is started again. */
    public static String lateAgain(BerthClient client, int seconds) {
        return create(
                client,
                "late-again",
                IMAGE,
                "if [ -e /tmp/again ]; then sleep " + seconds + "; fi; touch /tmp/again; " + SERVE,
                MEMORY);
    }

    /** Does not stop when it is asked to. */
    public static String stubborn(BerthClient client) {
        return create(client, "stubborn", IMAGE, "trap '' TERM; " + SERVE.substring("exec ".length()), MEMORY);
    }

    /** Its sessions that were left are ended, paused or stopped. */
    public static String left(BerthClient client, String action) {
        return client.workspace(fields("left-" + action, SERVE, Map.of("keepaliveAction", action)));
    }

    /** Each session takes so much memory of the node. */
    public static String large(BerthClient client, long memoryBytes) {
        return create(client, "large", IMAGE, SERVE, memoryBytes);
    }

    /** Its image comes from a registry. */
    public static String pulled(BerthClient client, String image) {
        return create(client, "pulled", image, SERVE, MEMORY);
    }

    private static String create(BerthClient client, String name, String image, String script, long memory) {
        return client.workspace(fields(name, script, Map.of("image", image, "memoryBytes", memory)));
    }

    /** The same workspace with a time limit. */
    public static String limited(BerthClient client, int seconds) {
        return client.workspace(fields("limited", SERVE, Map.of("sessionTimeLimitSeconds", seconds)));
    }
}
