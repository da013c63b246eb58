package dev.berth.webapp.api;

import dev.berth.contract.Trace;
import dev.berth.control.DatabaseStatus;
import dev.berth.control.audit.AuditEvent;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.session.SessionConfig;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Role;
import dev.berth.node.Roles;
import dev.berth.node.Version;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** The program itself and its audit trail. */
@Path("/api/admin")
@RunOnVirtualThread
@Administrators
public class AdminSystemResource {
    private static final int MOST_EVENTS = 1000;

    private final DatabaseStatus database;
    private final AuditTrail audit;
    private final SessionConfig sessions;
    private final NodeIdentity identity;
    private final Roles roles;

    AdminSystemResource(
            DatabaseStatus database, AuditTrail audit, SessionConfig sessions, NodeIdentity identity, Roles roles) {
        this.database = database;
        this.audit = audit;
        this.sessions = sessions;
        this.identity = identity;
        this.roles = roles;
    }

    /** The database. */
    public record DatabaseView(boolean embedded, String version, long sizeBytes, int connections) {}

    /** What users may have. */
    public record Limits(int sessionsPerUser, long keepaliveSeconds) {}

    /** The program. */
    public record SystemView(
            String product,
            String version,
            String runtime,
            String node,
            String zone,
            List<String> roles,
            Instant startedAt,
            boolean traced,
            DatabaseView database,
            Limits limits) {}

    @GET
    @Path("system")
    public SystemView system() {
        var status = database.read();
        return new SystemView(
                "Berth",
                Version.current(),
                Version.runtime(),
                identity.address().name(),
                identity.zone(),
                roles.active().stream().map(Role::wireName).toList(),
                identity.startedAt(),
                Trace.isOn(),
                new DatabaseView(
                        roles.names().contains(Role.DATABASE.wireName()),
                        status.version(),
                        status.sizeBytes(),
                        status.connections()),
                new Limits(sessions.perUser(), sessions.keepalive().toSeconds()));
    }

    @GET
    @Path("audit")
    public List<AuditEvent> audit(@RestQuery @DefaultValue("200") int limit) {
        return audit.latest(Math.clamp(limit, 1, MOST_EVENTS));
    }
}
