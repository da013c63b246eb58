package dev.berth.control.session;

import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.server.CertificateTrust;
import dev.berth.control.server.CredentialMode;
import dev.berth.control.server.RdpSecurity;
import dev.berth.control.server.Server;
import dev.berth.control.server.ServerForm;
import dev.berth.control.server.Servers;
import dev.berth.control.user.Caller;
import dev.berth.control.workspace.PolicyText;
import dev.berth.node.identity.TestNode;
import java.util.Map;
import java.util.UUID;

/** Servers and sessions on them in the database, without a machine. */
final class MachineStage {
    private static final String RUNNING = "insert into session (id, incarnation, user_id, user_name, workspace_name,"
            + " workspace_icon, protocol, cores, memory_bytes, node_id, node_name, state, created_at, started_at,"
            + " keepalive_until, lease_until, reserved, kind, server_id, server_name, remote, policy)"
            + " values (?1, 1, ?2, ?3, 'Machine', '', 'GUACAMOLE', 0, 0, ?4, 'far', 'RUNNING', now(), now(),"
            + " now() + interval '1 hour', now(), false, 'SERVER', ?5, ?6, 'SSH', ?7)";

    private static final SessionPolicy STRICT =
            new SessionPolicy(false, true, false, true, false, true, false, false, SessionPolicy.Recording.REQUIRED);

    private MachineStage() {}

    static Server server(String zone, CredentialMode mode, Caller by) {
        return Stage.bean(Servers.class)
                .create(
                        new ServerForm(
                                "machine " + UUID.randomUUID(),
                                "",
                                RemoteProtocol.SSH,
                                "machine.example",
                                2222,
                                zone,
                                new ServerForm.Credentials(mode, "ann", "", "a-machine-password", null, null),
                                new ServerForm.Security(RdpSecurity.ANY, CertificateTrust.ACCEPT, ""),
                                Map.of("font-size", "14"),
                                null,
                                null,
                                Map.of(),
                                true),
                        by);
    }

    /** A running session of a new user on a new server of the zone. */
    static UUID session(TestNode owner, String zone) {
        var user = Stage.user();
        return session(owner, server(zone, CredentialMode.STATIC, user), user);
    }

    static UUID session(TestNode owner, Server server, Caller user) {
        var id = UUID.randomUUID();
        Stage.update(
                RUNNING,
                id,
                user.userId(),
                user.name(),
                owner.identity.address().id(),
                server.id,
                server.name,
                PolicyText.write(STRICT));
        return id;
    }

    static void disableServer(UUID session) {
        Stage.update(
                "update server set enabled = false where id = (select server_id from session where id = ?1)", session);
    }

    static long audited(String action, UUID session) {
        return Stage.bean(AuditTrail.class).latest(1000).stream()
                .filter(event -> event.action().equals(action) && event.detail().contains(session.toString()))
                .count();
    }
}
