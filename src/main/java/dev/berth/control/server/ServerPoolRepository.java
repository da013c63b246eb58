package dev.berth.control.server;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Questions about pools. */
@Singleton
public class ServerPoolRepository implements PanacheRepositoryBase<ServerPool, UUID> {
    List<ServerPool> byName() {
        return list("order by lower(name)");
    }

    Optional<ServerPool> named(String name) {
        return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }
}
