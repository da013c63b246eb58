package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.server.CredentialMode;
import dev.berth.control.server.Credentials;
import dev.berth.control.server.Instructions;
import dev.berth.control.server.Server;
import dev.berth.control.server.Servers;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Supplier;

/** The user's own password on its way to a machine: sealed in the session's row from its first use until the session ends. */
@Singleton
public class OwnCredential {
    private final SessionRepository sessions;
    private final Servers servers;
    private final Credentials credentials;

    OwnCredential(SessionRepository sessions, Servers servers, Credentials credentials) {
        this.sessions = sessions;
        this.servers = servers;
        this.credentials = credentials;
    }

    /**
     * Called when the stream is about to be opened.
     *
     * @param typed asked only for machines that need it
     * @throws Problem {@code CONFLICT} when it is not known
     */
    @Transactional
    void carry(Session session, Supplier<Optional<String>> typed) {
        var id = session.serverId;
        boolean wanted = id != null
                && session.state == SessionState.RUNNING
                && servers.find(id)
                        .filter(server -> server.credentialMode == CredentialMode.SIGN_IN)
                        .isPresent();
        if (wanted) {
            var password = typed.get().orElseThrow(OwnCredential::unknown);
            sessions.update(
                    "credential = ?2 where id = ?1 and state = ?3",
                    session.id,
                    credentials.seal(session.id, password),
                    SessionState.RUNNING);
        }
    }

    /** @throws Problem {@code CONFLICT} when the machine needs it and it is not known */
    Optional<Instructions.SignIn> of(Session session, Server server) {
        return server.credentialMode == CredentialMode.SIGN_IN
                ? Optional.of(new Instructions.SignIn(
                        session.userName,
                        credentials.open(session.id, session.credential).orElseThrow(OwnCredential::unknown)))
                : Optional.empty();
    }

    private static Problem unknown() {
        return new Problem(
                ProblemCode.CONFLICT,
                "This machine is opened with the password that you sign in to Berth with, and yours is not known any more."
                        + " Sign out, sign in again, and open the session once more.");
    }
}
