package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.Repeatable;
import dev.berth.control.audit.AuditTrail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.TransactionExceptionResult;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Signing in and out. */
@Singleton
public class Logins {
    private final UserRepository users;
    private final LoginRepository logins;
    private final Passwords passwords;
    private final OwnPasswords own;
    private final LoginConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    Logins(
            UserRepository users,
            LoginRepository logins,
            Passwords passwords,
            OwnPasswords own,
            LoginConfig config,
            AuditTrail audit,
            Clock clock) {
        this.users = users;
        this.logins = logins;
        this.passwords = passwords;
        this.own = own;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The password is tried outside any transaction, for that takes long and connections are few. What came of it is
     * written with the account's row locked, so that attempts at many web apps count as one.
     *
     * @throws Problem {@code INVALID_CREDENTIALS}, {@code ACCOUNT_LOCKED}
     */
    public SignedIn signIn(String name, String password, String address) {
        var user = QuarkusTransaction.requiringNew()
                .call(() -> Users.isName(name) ? users.named(name) : Optional.<User>empty());
        if (user.isEmpty()) {
            passwords.pretend(password);
            audit.record(name, "login.refused", "", "no such account", address);
            throw wrong();
        }
        var proof = tryOut(user.get(), password);
        return committed(() -> {
            var account = judge(proof, "login.refused", address, wrong());
            if (!account.enabled) {
                audit.record(account.name, "login.refused", "", "account is disabled", address);
                throw wrong();
            }
            account.failedLogins = 0;
            account.lockedUntil = null;
            account.lastLoginAt = clock.instant();
            return open(account, password, address);
        });
    }

    /** A password compared with a hash, which may be another one by the time that counts. */
    private record Proof(UUID userId, String hash, boolean right) {}

    private Proof tryOut(User user, String password) {
        if (user.isLocked(clock.instant())) {
            passwords.pretend(password);
            return new Proof(user.id, user.passwordHash, false);
        }
        return new Proof(user.id, user.passwordHash, passwords.matches(password, user.passwordHash));
    }

    /** Wrong passwords count and lock wherever somebody may try one. Nobody else judges at the same time. */
    private User judge(Proof proof, String action, String address, Problem wrong) {
        var user = users.findById(proof.userId(), LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            throw wrong;
        }
        var now = clock.instant();
        if (user.isLocked(now)) {
            audit.record(user.name, action, "", "account is locked", address);
            throw locked(user);
        }
        if (proof.right() && proof.hash().equals(user.passwordHash)) {
            return user;
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

    /** A refusal leaves its traces too. */
    private static <T> T committed(Callable<T> work) {
        return QuarkusTransaction.requiringNew()
                .exceptionHandler(failure -> failure instanceof Problem
                        ? TransactionExceptionResult.COMMIT
                        : TransactionExceptionResult.ROLLBACK)
                .call(work);
    }

    private SignedIn open(User user, String password, String address) {
        var now = clock.instant();
        var token = Tokens.fresh();
        var login = new Login(user, Tokens.hash(token), Tokens.fresh(), address, now, now.plus(config.lifetime()));
        login.credential = own.keep(token, password);
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

    @Repeatable
    @Transactional
    public Optional<Presented> find(String token, String address) {
        return logins.valid(Tokens.hash(token), clock.instant())
                .map(login -> new Presented(caller(login, address), login.csrfToken));
    }

    private static Caller caller(Login login, String address) {
        var user = login.user;
        return new Caller(user.id, user.name, user.role, login.id, user.mustChangePassword, address);
    }

    /** What the user typed to sign in, if it was kept; only with the cookie of that sign-in. */
    @Transactional
    public Optional<String> typedPassword(Caller caller, String token) {
        return logins.findByIdOptional(caller.loginId()).flatMap(login -> own.open(token, login.credential));
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
    public SignedIn changePassword(Caller caller, String current, String fresh) {
        var user = QuarkusTransaction.requiringNew().call(() -> users.findById(caller.userId()));
        var proof = tryOut(user, current);
        var hash = proof.right() ? passwords.hash(fresh) : "";
        return committed(() -> {
            var account = judge(
                    proof,
                    "password.refused",
                    caller.address(),
                    Problem.invalid("currentPassword", "The current password is wrong."));
            Passwords.check("newPassword", fresh, account.name);
            if (fresh.equals(current)) {
                throw Problem.invalid("newPassword", "The new password must differ from the current one.");
            }
            account.passwordHash = hash;
            account.mustChangePassword = false;
            account.failedLogins = 0;
            logins.endAllOf(account.id);
            audit.record(account.name, "password.changed", account.name, "", caller.address());
            return open(account, fresh, caller.address());
        });
    }
}
