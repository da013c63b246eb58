package dev.berth.control.server;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.NodeLabels;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, changes and removes servers. */
@Singleton
public class Servers {
    private final ServerRepository servers;
    private final Credentials credentials;
    private final Texts texts;
    private final AuditTrail audit;
    private final Clock clock;

    Servers(ServerRepository servers, Credentials credentials, Texts texts, AuditTrail audit, Clock clock) {
        this.servers = servers;
        this.credentials = credentials;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    @Repeatable
    @Transactional
    public List<Server> all() {
        return servers.byName();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Repeatable
    @Transactional
    public Server get(UUID id) {
        return find(id).orElseThrow(() -> Problem.notFound("server " + id));
    }

    @Transactional
    public Optional<Server> find(UUID id) {
        return servers.findByIdOptional(id);
    }

    /** @throws Problem {@code INVALID}, {@code CONFLICT} */
    @Transactional
    public Server create(ServerForm form, Caller by) {
        var server = new Server();
        server.id = UUID.randomUUID();
        server.createdAt = clock.instant();
        fill(server, form);
        servers.persist(server);
        audit.record(by.name(), "server.created", server.name, what(server), by.address());
        return server;
    }

    /** Connections that are open go on as they are. */
    @Transactional
    public Server change(UUID id, ServerForm form, Caller by) {
        var server = get(id);
        ServerRules.checkSecretsStay(server, form);
        fill(server, form);
        audit.record(by.name(), "server.changed", server.name, what(server), by.address());
        return server;
    }

    /** Its sessions end. */
    @Transactional
    public void delete(UUID id, Caller by) {
        var server = get(id);
        servers.delete(server);
        audit.record(by.name(), "server.deleted", server.name, what(server), by.address());
    }

    /** A server that is not kept, as the form describes it; secrets it leaves out are those of {@code stored}. */
    @Transactional
    public Server draft(ServerForm form, @Nullable UUID stored) {
        var server = new Server();
        server.id = UUID.randomUUID();
        server.createdAt = clock.instant();
        if (stored != null) {
            var known = get(stored);
            ServerRules.checkSecretsStay(known, form);
            server.password = known.password;
            server.privateKey = known.privateKey;
            server.passphrase = known.passphrase;
        }
        ServerRules.check(form);
        copy(server, form);
        return server;
    }

    private static String what(Server server) {
        return server.protocol.wireName() + " " + server.host + ":" + server.effectivePort() + " in " + server.zone
                + (server.enabled ? "" : ", disabled");
    }

    private void fill(Server server, ServerForm form) {
        ServerRules.check(form);
        if (servers.named(form.name().strip())
                .filter(other -> !other.id.equals(server.id))
                .isPresent()) {
            throw new Problem(ProblemCode.CONFLICT, "There is already a server " + form.name() + ".");
        }
        copy(server, form);
    }

    private void copy(Server server, ServerForm form) {
        server.name = form.name().strip();
        server.description = form.description().strip();
        server.protocol = form.protocol();
        server.host = form.host();
        server.port = form.port();
        server.zone = form.zone().strip();
        server.security = form.security().mode();
        server.certificate = form.security().certificate();
        server.pinnedCertificate = form.security().pinned().strip();
        server.parameters = texts.write(form.parameters());
        server.maxSessions = form.maxSessions();
        server.maxUsers = form.maxUsers();
        server.labels = String.join("\n", NodeLabels.list(form.labels()));
        server.enabled = form.enabled();
        server.updatedAt = clock.instant();
        credentials.keep(server, form.credentials());
    }
}
