package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Accounts. There is always an enabled administrator left. */
@Singleton
public class Users {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");

    private final UserRepository users;
    private final LoginRepository logins;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final Clock clock;

    Users(UserRepository users, LoginRepository logins, Passwords passwords, AuditTrail audit, Clock clock) {
        this.users = users;
        this.logins = logins;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** False for texts that no account can have; some of them a database cannot even be asked for. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** An account and its generated first password, which is never shown again. */
    public record Created(User user, String password) {
        @Override
        public String toString() {
            return "Created[" + user.name + "]";
        }
    }

    @Transactional
    public List<User> all() {
        return users.byName();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public User get(UUID id) {
        return users.findByIdOptional(id).orElseThrow(() -> Problem.notFound("user " + id));
    }

    /** @throws Problem {@code INVALID}, {@code CONFLICT} */
    @Transactional
    public Created create(String name, UserRole role, String by, String address) {
        if (!isName(name)) {
            throw Problem.invalid(
                    "name", "A name has 1 to 64 letters, digits or . _ @ + - and starts with a letter or digit.");
        }
        if (users.named(name).isPresent()) {
            throw new Problem(ProblemCode.CONFLICT, "There is already a user " + name + ".");
        }
        var password = passwords.generate();
        var user = new User(name, role, passwords.hash(password), clock.instant());
        users.persist(user);
        audit.record(by, "user.created", name, role.wireName(), address);
        return new Created(user, password);
    }

    /** Changes what is given. Disabling ends the sign-ins. */
    @Transactional
    public User change(UUID id, Optional<UserRole> role, Optional<Boolean> enabled, Caller by) {
        var user = get(id);
        boolean loses = role.filter(r -> r != UserRole.ADMINISTRATOR).isPresent() || enabled.equals(Optional.of(false));
        if (loses) {
            requireAnotherAdministrator(user);
        }
        role.ifPresent(value -> user.role = value);
        enabled.ifPresent(value -> user.enabled = value);
        if (!user.enabled) {
            logins.endAllOf(id);
        }
        audit.record(
                by.name(),
                "user.changed",
                user.name,
                user.role.wireName() + (user.enabled ? ", enabled" : ", disabled"),
                by.address());
        return user;
    }

    /** A new generated password, to be changed at the next sign-in. */
    @Transactional
    public String resetPassword(UUID id, Caller by) {
        var user = get(id);
        audit.record(by.name(), "password.reset", user.name, "", by.address());
        return reset(user);
    }

    String reset(User user) {
        var password = passwords.generate();
        user.passwordHash = passwords.hash(password);
        user.mustChangePassword = true;
        user.lockedUntil = null;
        user.failedLogins = 0;
        logins.endAllOf(user.id);
        return password;
    }

    @Transactional
    public User unlock(UUID id, Caller by) {
        var user = get(id);
        user.lockedUntil = null;
        user.failedLogins = 0;
        audit.record(by.name(), "user.unlocked", user.name, "", by.address());
        return user;
    }

    @Transactional
    public void delete(UUID id, Caller by) {
        var user = get(id);
        if (id.equals(by.userId())) {
            throw new Problem(ProblemCode.CONFLICT, "You cannot delete your own account. Ask another administrator.");
        }
        requireAnotherAdministrator(user);
        users.delete(user);
        audit.record(by.name(), "user.deleted", user.name, "", by.address());
    }

    private void requireAnotherAdministrator(User user) {
        if (user.role == UserRole.ADMINISTRATOR && user.enabled && users.administratorsBut(user.id) == 0) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    user.name + " is the last enabled administrator. Make another user an administrator first.");
        }
    }
}
