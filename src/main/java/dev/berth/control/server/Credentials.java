package dev.berth.control.server;

import dev.berth.control.secret.SecretBox;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The secrets of servers, and those that sessions carry to them: sealed in the database, each for its own purpose. */
@Singleton
public class Credentials {
    private static final String PASSWORD = "server-password";
    private static final String PRIVATE_KEY = "server-private-key";
    private static final String PASSPHRASE = "server-passphrase";
    private static final String SESSION = "session-credential ";

    private final SecretBox box;

    Credentials(SecretBox box) {
        this.box = box;
    }

    void keep(Server server, ServerForm.Credentials given) {
        server.credentialMode = given.mode();
        server.userName = given.userName().strip();
        server.domain = given.domain().strip();
        server.password = sealed(PASSWORD, given.password(), server.password);
        server.privateKey = sealed(PRIVATE_KEY, given.privateKey(), server.privateKey);
        server.passphrase = sealed(PASSPHRASE, given.passphrase(), server.passphrase);
    }

    private byte @Nullable [] sealed(String purpose, @Nullable String given, byte @Nullable [] stored) {
        if (given == null) {
            return stored;
        }
        return given.isEmpty() ? null : box.seal(purpose, given.getBytes(StandardCharsets.UTF_8));
    }

    Optional<String> password(Server server) {
        return open(PASSWORD, server.password);
    }

    Optional<String> privateKey(Server server) {
        return open(PRIVATE_KEY, server.privateKey);
    }

    Optional<String> passphrase(Server server) {
        return open(PASSPHRASE, server.passphrase);
    }

    private Optional<String> open(String purpose, byte @Nullable [] sealed) {
        return sealed == null
                ? Optional.empty()
                : Optional.of(new String(box.open(purpose, sealed), StandardCharsets.UTF_8));
    }

    /** The user's own password, for one session alone. */
    public byte[] seal(UUID session, String password) {
        return box.seal(SESSION + session, password.getBytes(StandardCharsets.UTF_8));
    }

    public Optional<String> open(UUID session, byte @Nullable [] sealed) {
        return open(SESSION + session, sealed);
    }
}
