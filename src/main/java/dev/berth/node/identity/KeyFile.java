package dev.berth.node.identity;

import dev.berth.node.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemReader;

/** A key pair that this node made for itself, in a file that only it may read. */
public final class KeyFile {
    private KeyFile() {}

    /** The key pair in {@code file}, made when there is none yet. */
    public static KeyPair at(Path file) throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            return read(file);
        }
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var made = make();
        PrivateFile.write(file, Pem.keys(made));
        return made;
    }

    private static KeyPair make() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        try (var pem = new PemReader(new StringReader(Files.readString(file)))) {
            var secret = pem.readPemObject();
            var open = pem.readPemObject();
            if (secret == null || open == null) {
                throw new GeneralSecurityException("a key is missing");
            }
            var factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(open.getContent())),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(secret.getContent())));
        }
    }
}
