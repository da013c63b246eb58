package dev.berth.node.identity;

import dev.berth.node.FileTrouble;
import dev.berth.node.InvalidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an administrator gave this node to join with.
 *
 * @param pin SHA-256 of the deployment's authority, base64url: how the node knows the control plane before all else
 */
public record JoinToken(String text, String id, String pin) {
    private static final Pattern FORM =
            Pattern.compile("berth-join\\.([0-9a-f-]{36})\\.[A-Za-z0-9_-]{43}\\.([A-Za-z0-9_-]{43})");

    /** @throws InvalidSettings when there is one that is no token */
    public static Optional<JoinToken> of(Optional<String> text, Optional<Path> file) {
        return text.or(() -> file.map(JoinToken::read)).map(JoinToken::parse);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidSettings("--join-token-file: " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    private static JoinToken parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new InvalidSettings(
                    "The join token is not complete. It begins with berth-join. and has three more parts; copy it whole.");
        }
        return new JoinToken(match.group(), match.group(1), match.group(2));
    }

    /** The authority in a chain that this token pins. */
    Optional<X509Certificate> authority(X509Certificate[] chain) {
        return Arrays.stream(chain).skip(1).filter(this::isPinned).findFirst();
    }

    private boolean isPinned(X509Certificate certificate) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return MessageDigest.isEqual(hash, Base64.getUrlDecoder().decode(pin));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "JoinToken[" + id + "]";
    }
}
