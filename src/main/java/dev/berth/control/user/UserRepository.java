package dev.berth.control.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Questions about users. */
@Singleton
public class UserRepository implements PanacheRepositoryBase<User, UUID> {
    Optional<User> named(String name) {
        return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }

    List<User> byName() {
        return list("order by lower(name)");
    }

    long administratorsBut(UUID id) {
        return count("role = ?1 and enabled = true and id <> ?2", UserRole.ADMINISTRATOR, id);
    }
}
