package dev.berth.node.identity;

import dev.berth.node.PrivateFile;
import dev.berth.node.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/** What ACME keeps in the data directory: apart for each server, so that a change to another one begins anew. */
public record AcmeFiles(Path directory) {
    public static AcmeFiles of(Path dataDir, String server) {
        var name = server.replaceFirst("^[a-z]+://", "").replaceAll("[^A-Za-z0-9.-]+", "-");
        return new AcmeFiles(dataDir.resolve("acme").resolve(name));
    }

    /** The key of the account. */
    public Path account() {
        return directory.resolve("account.pem");
    }

    /** The certificate, and its key, which stays the same so that a renewal replaces one file. */
    public Tls tls() {
        return new Tls(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
    }

    public void keep(List<X509Certificate> chain) throws IOException, GeneralSecurityException {
        PrivateFile.write(tls().certificate(), Pem.certificates(chain));
    }
}
