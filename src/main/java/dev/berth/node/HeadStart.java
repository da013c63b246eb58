package dev.berth.node;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.SSLContext;

/**
 * Does beside the start what comes at its end, waits for nothing and is kept by the Java runtime: the tables of P-256, which
 * take 65 ms, TLS and the public authorities. A node that comes back is admitted that much sooner.
 */
public final class HeadStart {
    private HeadStart() {}

    /** Returns at once. */
    public static void begin() {
        var thread = new Thread(HeadStart::run, "head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            Tls.belongTogether(keys.getPublic(), keys.getPrivate());
            SSLContext.getDefault();
        } catch (GeneralSecurityException none) {
            // who needs it will say so
        }
    }
}
