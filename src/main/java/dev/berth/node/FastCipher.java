package dev.berth.node;

import io.quarkus.runtime.ImageMode;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The cipher of TLS (AES-GCM) by a library of machine code, for nodes on the JVM. They run with the first compiler alone,
 * which does not know the processor's instructions for AES: a record of 16 KB takes 1.4 ms without, 0.05 ms with it. Only
 * this one cipher is the library's, and only of connections made from then on.
 */
public final class FastCipher {
    static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private static final Logger LOG = Logger.getLogger(FastCipher.class);
    private static final String LIBRARY = "AmazonCorrettoCryptoProvider";

    private FastCipher() {}

    /** Without the library, or where it cannot be loaded, the JDK's cipher stays. Takes half a second of processor time. */
    public static void install() {
        if (ImageMode.current().isNativeImage()) {
            // which cannot load classes
            return;
        }
        find().ifPresentOrElse(
                        cipher -> Security.insertProviderAt(new One(cipher), 1),
                        () -> LOG.warn(
                                "TLS takes more of the processor than it should: the library for its cipher does not load"
                                        + " here. It comes for Linux with glibc, and is unpacked into the directory for temporary files."));
    }

    static Optional<Provider.Service> find() {
        try {
            // composed, or a native build would take the library in
            var type = Class.forName(String.join(".", "com.amazon.corretto.crypto.provider", LIBRARY));
            var library = (Provider) type.getField("INSTANCE").get(null);
            return Optional.ofNullable(library.getService("Cipher", TRANSFORMATION));
        } catch (ReflectiveOperationException | LinkageError none) {
            LOG.debug("no cipher of a library", none);
            return Optional.empty();
        }
    }

    /** Nothing but that cipher. */
    private static final class One extends Provider {
        One(Service cipher) {
            super("BerthCipher", "1", TRANSFORMATION + " of " + LIBRARY);
            putService(new Service(this, cipher.getType(), cipher.getAlgorithm(), cipher.getClassName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                    return cipher.newInstance(parameter);
                }
            });
        }
    }
}
