package dev.berth.control.workspace;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Questions about workspaces. */
@Singleton
public class WorkspaceRepository implements PanacheRepositoryBase<Workspace, UUID> {
    List<Workspace> byName() {
        return list("order by lower(name)");
    }

    List<Workspace> enabled() {
        return list("enabled = true order by lower(name)");
    }

    Optional<Workspace> named(String name) {
        return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }
}
