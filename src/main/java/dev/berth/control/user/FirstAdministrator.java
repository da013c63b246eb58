package dev.berth.control.user;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Makes the first administrator, and gives it a fresh password at each start until it was used once: a lost terminal
 * must not lock anybody out, and no password is kept on disk. Of several web apps that start together one prints it.
 */
@Singleton
public class FirstAdministrator {
    /** Held by whoever looks whether there is an account at all. */
    private static final long LOCK = 0x62657274_68000002L;

    private final Users users;
    private final UserRepository accounts;

    FirstAdministrator(Users users, UserRepository accounts) {
        this.users = users;
        this.accounts = accounts;
    }

    /**
     * What a start has to say about the first administrator.
     *
     * @param created   to be printed here
     * @param printedBy the web app that has printed it instead
     */
    public record FirstStart(Optional<Users.Created> created, Optional<String> printedBy) {
        private static final FirstStart NOTHING = new FirstStart(Optional.empty(), Optional.empty());
    }

    /** Says nothing any more once somebody has signed in. */
    @Transactional
    public FirstStart at(NodeAddress self) {
        Panache.getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(?1)) as held")
                .setParameter(1, LOCK)
                .getSingleResult();
        var all = accounts.byName();
        if (all.isEmpty()) {
            var created = users.create("admin", UserRole.ADMINISTRATOR, "berth", "");
            accounts.flush();
            mayPrint(created.user(), self);
            return new FirstStart(Optional.of(created), Optional.empty());
        }
        var only = all.getFirst();
        boolean unused = all.size() == 1 && only.lastLoginAt == null && only.role == UserRole.ADMINISTRATOR;
        if (!unused) {
            return FirstStart.NOTHING;
        }
        return mayPrint(only, self)
                ? new FirstStart(Optional.of(new Users.Created(only, users.reset(only))), Optional.empty())
                : new FirstStart(Optional.empty(), Optional.of(printedBy(only)));
    }

    /** Not while another web app lives, or has only just started, whose terminal shows a password that counts. */
    private static boolean mayPrint(User user, NodeAddress self) {
        return Panache.getEntityManager()
                        .createNativeQuery("""
                                insert into first_password (user_id, node_id, node_name, at) values (?1, ?2, ?3, now())
                                on conflict (user_id) do update
                                set node_id = excluded.node_id, node_name = excluded.node_name, at = excluded.at
                                where first_password.node_id = excluded.node_id
                                or (first_password.at < now() - interval '30 seconds' and not exists (
                                    select 1 from node_freshness f where f.node_id = first_password.node_id
                                    and f.last_seen_at > now() - interval '30 seconds'))""")
                        .setParameter(1, user.id)
                        .setParameter(2, self.id())
                        .setParameter(3, self.name())
                        .executeUpdate()
                == 1;
    }

    /** @throws Problem never: the row was there a moment ago, under the lock */
    private static String printedBy(User user) {
        return String.valueOf(Panache.getEntityManager()
                .createNativeQuery("select node_name from first_password where user_id = ?1")
                .setParameter(1, user.id)
                .getSingleResult());
    }
}
