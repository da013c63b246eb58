package dev.berth.node.identity;

import dev.berth.node.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** A key pair that this node made for itself, in a file that only it may read. */
public final class KeyFile {
    private KeyFile() {}

    /** The key pair in {@code file}, made when there is none yet. */
    public static KeyPair at(Path file) throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            return Pem.keys(Files.readString(file));
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
}
