package dev.berth.control.server;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Questions about servers. */
@Singleton
public class ServerRepository implements PanacheRepositoryBase<Server, UUID> {
    List<Server> byName() {
        return list("order by lower(name)");
    }

    Optional<Server> named(String name) {
        return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }

    /**
     * Nobody else may begin a session on any of them until this transaction has ended. Always in the same order, so
     * that two pools which share servers never wait for each other.
     */
    public List<Server> locked(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : find("id in ?1 order by id", ids)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list();
    }

    List<UUID> known(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : list("id in ?1", ids).stream().map(server -> server.id).toList();
    }
}
