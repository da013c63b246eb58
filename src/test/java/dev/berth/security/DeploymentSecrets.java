package dev.berth.security;

import dev.berth.topology.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What only somebody with the data directory has: the rows, and the key that signs stream tokens. */
final class DeploymentSecrets {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Program program;

    DeploymentSecrets(Program program) {
        this.program = program;
    }

    /** Runs a statement on the embedded database. */
    int update(String sql) {
        try (var connection = DriverManager.getConnection(url(), "berth", read("postgres/password"));
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sealedKey() throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "berth", read("postgres/password"));
                var rows = connection
                        .createStatement()
                        .executeQuery("select sealed from secret where name = 'stream-token-key'")) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    private String url() {
        var port = read("postgres/data/postmaster.pid").lines().toList().get(3);
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private String read(String file) {
        try {
            return Files.readString(program.dataDirectory().resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrivateKey signingKey() throws GeneralSecurityException, SQLException {
        var sealed = sealedKey();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(read("secret.key")), "AES"),
                new GCMParameterSpec(TAG_BITS, Arrays.copyOf(sealed, NONCE_BYTES)));
        cipher.updateAAD("stream-token-key".getBytes(StandardCharsets.UTF_8));
        var buffer = ByteBuffer.wrap(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        var key = new byte[buffer.getInt()];
        buffer.get(key);
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    /** A token that the deployment itself could have signed. */
    String sign(String payload) {
        try {
            return token(payload, signingKey());
        } catch (GeneralSecurityException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String token(String payload, PrivateKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(payload.getBytes(StandardCharsets.US_ASCII));
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(payload.getBytes(StandardCharsets.US_ASCII)) + "."
                + base64.encodeToString(signature.sign());
    }

    static String payload(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.US_ASCII);
    }
}
