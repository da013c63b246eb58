package dev.berth.load;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.ProbeWorkspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sessions whose containers are the benchmark's {@link Source}, on agents that run as packaged programs, until standard
 * input ends. For each it prints the agent's name, the mode, the path of its streams, their cookie, and the container's
 * address.
 */
public final class BenchSessions {
    private static final int WEB_PORT = 8080;
    private static final int RFB_PORT = 5901;
    private static final long MEMORY = 256L << 20;

    /** Frames of 64 KiB without end for …/flood, back for all else; a request that is no upgrade gets an empty page. */
    private static final String WEB = """
            block() { printf '\\202\\177\\000\\000\\000\\000\\000\\001\\000\\000'; dd if=/dev/zero bs=65536 count=1 2>/dev/null; }
            for i in $(seq 128); do block; done >/tmp/blocks
            cat >/tmp/serve <<'END'
            path= upgrade=
            while read -r line; do
              line=$(printf %%s "$line" | tr -d '\\r')
              case "$line" in
                '') break ;;
                'GET '*) path=${line#GET }; path=${path%%%% *} ;;
                [Uu]pgrade:*) upgrade=yes ;;
              esac
            done
            if [ -z "$upgrade" ]; then
              printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'
              exit
            fi
            printf 'HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n'
            printf 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\\r\\n\\r\\n'
            case "$path" in
              */flood) while cat /tmp/blocks; do :; done ;;
              *) exec cat ;;
            esac
            END
            exec nc -ll -p %d -e /bin/sh /tmp/serve
            """.formatted(WEB_PORT);

    /** The same over RFB, chosen by the first byte after the sign-in. */
    private static final String RFB = """
            cat >/tmp/serve <<'END'
            take() { dd bs=1 count=$1 2>/dev/null; }
            printf 'RFB 003.008\\n'; take 12 >/dev/null
            printf '\\001\\001'; take 1 >/dev/null
            printf '\\000\\000\\000\\000'
            case "$(take 1)" in
              F) exec cat /dev/zero ;;
              *) exec cat ;;
            esac
            END
            exec nc -ll -p %d -e /bin/sh /tmp/serve
            """.formatted(RFB_PORT);

    private BenchSessions() {}

    /** @param args the port of the control plane, the administrator's password, then name and plain port of each agent */
    public static void main(String[] args) throws IOException {
        var client = new BerthClient("https://localhost:" + args[0]);
        client.signIn("admin", args[1]);
        var sessions = new ArrayList<String>();
        try {
            for (int i = 2; i < args.length; i += 2) {
                var agent = args[i];
                sessions.add(open(client, agent, args[i + 1], "ws", workspace(client, agent, "http", WEB_PORT, WEB)));
                sessions.add(open(client, agent, args[i + 1], "rfb", workspace(client, agent, "vnc", RFB_PORT, RFB)));
            }
            System.out.println("open");
            while (System.in.read() >= 0) {
                // until it ends
            }
        } finally {
            for (var session : sessions) {
                client.delete("/api/sessions/" + session);
                client.session(session, "ended");
            }
        }
    }

    private static String workspace(BerthClient client, String agent, String protocol, int port, String script) {
        return client.workspace(Map.of(
                "name",
                "source-" + protocol + "-" + agent,
                "image",
                ProbeWorkspace.IMAGE,
                "protocol",
                protocol,
                "port",
                port,
                "cores",
                2,
                "memoryBytes",
                MEMORY,
                "sharedMemoryBytes",
                8L << 20,
                "runOverrides",
                Map.of("command", List.of("sh", "-c", script)),
                "includeLabels",
                List.of("bench=" + agent)));
    }

    private static String open(BerthClient client, String agent, String port, String mode, String workspace) {
        var id = client.launch(workspace);
        client.session(id, "running");
        var connect = client.post("/api/sessions/" + id + "/connect", Map.of())
                .expect(200)
                .body();
        var path = URI.create(connect.path("grantUrl").asText()).getPath();
        var redeemed = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Origin", client.base())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(connect.path("grant").asText())));
        redeemed.expect(204);
        var cookie = redeemed.raw().headers().firstValue("Set-Cookie").orElseThrow();
        var address = Containers.docker(
                "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", Containers.of(id));
        System.out.println(String.join(
                " ",
                agent,
                mode,
                path.substring(0, path.indexOf("/.berth")),
                cookie.substring(0, cookie.indexOf(';')),
                address + ":" + (mode.equals("ws") ? WEB_PORT : RFB_PORT)));
        return id;
    }
}
