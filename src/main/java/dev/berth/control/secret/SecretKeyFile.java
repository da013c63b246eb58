package dev.berth.control.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The file with the key that opens secrets at rest: 32 bytes in base64, made at the first start. */
public final class SecretKeyFile {
    private static final int KEY_BYTES = 32;

    private SecretKeyFile() {}

    /** What is wrong with the key, in a sentence; empty when nothing is, or none was made yet. */
    public static Optional<String> complaint(Path file) {
        try {
            if (Files.exists(file)) {
                read(file);
            }
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The key, made if it is not there yet. */
    static byte[] load(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    private static byte[] read(Path file) {
        try {
            var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IOException e) {
            throw new IllegalStateException("The key file " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (IllegalArgumentException notBase64) {
            // said below
        }
        throw new IllegalStateException("The key file " + file + " must hold " + KEY_BYTES
                + " bytes in base64. Restore it from a backup: no other key opens the secrets in the database.");
    }

    private static void make(Path file) {
        var fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(fresh) + "\n"));
        } catch (IOException e) {
            throw new IllegalStateException("The key file " + file + " cannot be made: " + e.getMessage() + ".", e);
        }
    }
}
