package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Signing in and out. */
@Singleton
public class Logins {
    private final UserRepository users;
    private final LoginRepository logins;
    private final Passwords passwords;
    private final LoginConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    Logins(
            UserRepository users,
            LoginRepository logins,
            Passwords passwords,
            LoginConfig config,
            AuditTrail audit,
            Clock clock) {
        this.users = users;
        this.logins = logins;
        this.passwords = passwords;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws Problem {@code INVALID_CREDENTIALS}, {@code ACCOUNT_LOCKED} */
    @Transactional(dontRollbackOn = Problem.class)
    public SignedIn signIn(String name, String password, String address) {
        var user = Users.isName(name) ? users.named(name) : Optional.<User>empty();
        if (user.isEmpty()) {
            passwords.pretend(password);
            audit.record(name, "login.refused", "", "no such account", address);
            throw wrong();
        }
        return signIn(user.get(), password, address);
    }

    private SignedIn signIn(User user, String password, String address) {
        prove(user, password, "login.refused", address, wrong());
        if (!user.enabled) {
            audit.record(user.name, "login.refused", "", "account is disabled", address);
            throw wrong();
        }
        user.failedLogins = 0;
        user.lockedUntil = null;
        user.lastLoginAt = clock.instant();
        return open(user, address);
    }

    /** Wrong passwords count and lock wherever somebody may try one. */
    private void prove(User user, String password, String action, String address, Problem wrong) {
        var now = clock.instant();
        if (user.isLocked(now)) {
            passwords.pretend(password);
            audit.record(user.name, action, "", "account is locked", address);
            throw locked(user);
        }
        if (passwords.matches(password, user.passwordHash)) {
            return;
        }
        user.failedLogins++;
        audit.record(user.name, action, "", "wrong password", address);
        if (user.failedLogins >= config.maxFailures()) {
            user.failedLogins = 0;
            user.lockedUntil = now.plus(config.lockDuration());
            audit.record(user.name, "user.locked", user.name, "too many wrong passwords", address);
            throw locked(user);
        }
        throw wrong;
    }

    private SignedIn open(User user, String address) {
        var now = clock.instant();
        var token = Tokens.fresh();
        var login = new Login(user, Tokens.hash(token), Tokens.fresh(), address, now, now.plus(config.lifetime()));
        logins.persist(login);
        audit.record(user.name, "login", user.name, "", address);
        return new SignedIn(caller(login, address), token, login.csrfToken, login.expiresAt);
    }

    private static Problem wrong() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS, "No enabled account has this name and password.");
    }

    private Problem locked(User user) {
        var minutes = Duration.between(clock.instant(), user.lockedUntil).toMinutes() + 1;
        return new Problem(
                ProblemCode.ACCOUNT_LOCKED,
                "After too many wrong passwords this account is locked for another " + minutes
                        + (minutes == 1 ? " minute." : " minutes.") + " An administrator can unlock it.");
    }

    /** What a request's cookie stands for. */
    public record Presented(Caller caller, String csrfToken) {}

    @Transactional
    public Optional<Presented> find(String token, String address) {
        return logins.valid(Tokens.hash(token), clock.instant())
                .map(login -> new Presented(caller(login, address), login.csrfToken));
    }

    private static Caller caller(Login login, String address) {
        var user = login.user;
        return new Caller(user.id, user.name, user.role, login.id, user.mustChangePassword, address);
    }

    @Transactional
    public void signOut(Caller caller) {
        logins.deleteById(caller.loginId());
        audit.record(caller.name(), "logout", caller.name(), "", caller.address());
    }

    /** Ends every sign-in of a user; streams opened under them are cut at the next check-in. */
    @Transactional
    public void signOutEverywhere(UUID userId, Caller by) {
        logins.endAllOf(userId);
        audit.record(by.name(), "logout.everywhere", userId.toString(), "", by.address());
    }

    /**
     * Ends all other sign-ins and opens a new one.
     *
     * @throws Problem {@code INVALID}, {@code ACCOUNT_LOCKED}
     */
    @Transactional(dontRollbackOn = Problem.class)
    public SignedIn changePassword(Caller caller, String current, String fresh) {
        var user = users.findById(caller.userId());
        prove(
                user,
                current,
                "password.refused",
                caller.address(),
                Problem.invalid("currentPassword", "The current password is wrong."));
        Passwords.check("newPassword", fresh, user.name);
        if (fresh.equals(current)) {
            throw Problem.invalid("newPassword", "The new password must differ from the current one.");
        }
        user.passwordHash = passwords.hash(fresh);
        user.mustChangePassword = false;
        user.failedLogins = 0;
        logins.endAllOf(user.id);
        audit.record(user.name, "password.changed", user.name, "", caller.address());
        return open(user, caller.address());
    }
}
