package dev.berth.topology;

import java.util.HashMap;
import java.util.Map;

/** A workspace that leads to an existing machine. */
public final class MachineWorkspace {
    private MachineWorkspace() {}

    /** @param protocol {@code ssh}, {@code vnc} or {@code rdp} */
    public static String of(BerthClient client, String name, String protocol, TargetMachine machine) {
        return of(client, name, protocol, machine, Map.of());
    }

    /** One whose sessions are recorded. */
    public static String recorded(BerthClient client, String name, String protocol, TargetMachine machine) {
        return client.workspace(Map.of(
                "name",
                name,
                "kind",
                "server",
                "serverId",
                server(client, name, protocol, machine, Map.of()),
                "policy",
                Map.of("recording", "on")));
    }

    /** @param more fields of the server, over the usual ones */
    public static String of(
            BerthClient client, String name, String protocol, TargetMachine machine, Map<String, Object> more) {
        var id = server(client, name, protocol, machine, more);
        return client.workspace(Map.of("name", name, "kind", "server", "serverId", id));
    }

    private static String server(
            BerthClient client, String name, String protocol, TargetMachine machine, Map<String, Object> more) {
        var server = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "protocol",
                protocol,
                "host",
                machine.address(),
                "port",
                machine.port(),
                "zone",
                "default",
                "credentialMode",
                "static",
                "password",
                TargetMachine.PASSWORD));
        if (!protocol.equals("vnc")) {
            server.put("userName", TargetMachine.USER);
        }
        if (protocol.equals("rdp")) {
            server.put("certificate", "accept");
        }
        server.putAll(more);
        return client.post("/api/admin/servers", server)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }
}
