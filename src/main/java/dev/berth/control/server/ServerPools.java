package dev.berth.control.server;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates, changes and removes pools of servers. */
@Singleton
public class ServerPools {
    private static final int MOST = 1000;

    private final ServerPoolRepository pools;
    private final ServerRepository servers;
    private final AuditTrail audit;
    private final Clock clock;

    ServerPools(ServerPoolRepository pools, ServerRepository servers, AuditTrail audit, Clock clock) {
        this.pools = pools;
        this.servers = servers;
        this.audit = audit;
        this.clock = clock;
    }

    @Repeatable
    @Transactional
    public List<ServerPool> all() {
        return pools.byName();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Repeatable
    @Transactional
    public ServerPool get(UUID id) {
        return find(id).orElseThrow(() -> Problem.notFound("server pool " + id));
    }

    @Transactional
    public Optional<ServerPool> find(UUID id) {
        return pools.findByIdOptional(id);
    }

    /** @throws Problem {@code INVALID}, {@code CONFLICT} */
    @Transactional
    public ServerPool create(ServerPoolForm form, Caller by) {
        var pool = new ServerPool();
        pool.id = UUID.randomUUID();
        pool.createdAt = clock.instant();
        fill(pool, form);
        pools.persist(pool);
        audit.record(by.name(), "server-pool.created", pool.name, what(pool), by.address());
        return pool;
    }

    /** Sessions go on where they are. */
    @Transactional
    public ServerPool change(UUID id, ServerPoolForm form, Caller by) {
        var pool = get(id);
        fill(pool, form);
        audit.record(by.name(), "server-pool.changed", pool.name, what(pool), by.address());
        return pool;
    }

    /** Sessions go on where they are. */
    @Transactional
    public void delete(UUID id, Caller by) {
        var pool = get(id);
        pools.delete(pool);
        audit.record(by.name(), "server-pool.deleted", pool.name, what(pool), by.address());
    }

    private static String what(ServerPool pool) {
        return pool.serverIds.size() + " servers" + (pool.exclusive ? ", one user each" : "")
                + (pool.enabled ? "" : ", disabled");
    }

    private void fill(ServerPool pool, ServerPoolForm form) {
        check(form);
        if (pools.named(form.name().strip())
                .filter(other -> !other.id.equals(pool.id))
                .isPresent()) {
            throw new Problem(ProblemCode.CONFLICT, "There is already a server pool " + form.name() + ".");
        }
        pool.name = form.name().strip();
        pool.description = form.description().strip();
        pool.exclusive = form.exclusive();
        pool.enabled = form.enabled();
        pool.updatedAt = clock.instant();
        pool.serverIds.retainAll(form.serverIds());
        pool.serverIds.addAll(form.serverIds());
    }

    private void check(ServerPoolForm form) {
        if (!ServerRules.isName(form.name())) {
            throw Problem.invalid("name", "A name has 1 to 80 characters.");
        }
        if (form.description().length() > 1000 || form.description().indexOf('\0') >= 0) {
            throw Problem.invalid("description", "A description has at most 1000 characters.");
        }
        if (form.serverIds().size() > MOST) {
            throw Problem.invalid("serverIds", "A pool has at most 1000 servers.");
        }
        var unknown = new HashSet<>(form.serverIds());
        servers.known(unknown).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw Problem.invalid(
                    "serverIds", "There is no server " + unknown.iterator().next() + ".");
        }
    }
}
