package dev.berth.node.identity;

import dev.berth.node.FileTrouble;
import dev.berth.node.InvalidSettings;
import dev.berth.node.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;

/** What this node keeps of its identity, in the data directory: a key that never leaves it, and its certificates. */
final class IdentityFiles {
    private final Path directory;

    IdentityFiles(Path dataDir) {
        directory = dataDir.resolve("identity");
    }

    /** The key pair, made at the first start. */
    KeyPair keys() {
        var file = directory.resolve("key.pem");
        try {
            return KeyFile.at(file);
        } catch (IOException e) {
            throw new InvalidSettings("The node's key " + file + " cannot be used: " + FileTrouble.of(e) + ".");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidSettings("The node's key " + file + " is damaged. Restore the directory " + directory
                    + " from a backup, or remove it and let the node join again with a new token.");
        }
    }

    /** The node's certificate and the authorities after it; empty before the node has joined. */
    List<X509Certificate> chain() {
        var file = directory.resolve("certificate.pem");
        try {
            return Files.exists(file) ? Pem.certificates(Files.readString(file)) : List.of();
        } catch (IOException e) {
            throw new InvalidSettings("The node's certificate " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        } catch (GeneralSecurityException e) {
            throw new InvalidSettings("The node's certificate " + file
                    + " is damaged. Remove the file and let the node join again with a new token.");
        }
    }

    void keep(List<X509Certificate> chain) throws IOException, GeneralSecurityException {
        PrivateFile.write(directory.resolve("certificate.pem"), Pem.certificates(chain));
    }

    /** The id of the token that this node joined with last; empty text before. */
    String enrolment() {
        var file = directory.resolve("enrolment");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new InvalidSettings("The file " + file + " cannot be read: " + FileTrouble.of(e) + ".");
        }
    }

    void enrolledWith(String token) throws IOException {
        PrivateFile.write(directory.resolve("enrolment"), token + "\n");
    }
}
