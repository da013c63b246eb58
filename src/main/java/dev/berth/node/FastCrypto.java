package dev.berth.node;

import io.quarkus.runtime.ImageMode;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What costs most of cryptography, by a library of machine code, for processes on the JVM; nothing else is the
 * library's, and only what begins from then on.
 *
 * <p>The cipher of TLS on nodes: they run with the first compiler alone, which does not know the processor's
 * instructions for AES, so that a record of 16 KB takes 1.4 ms without, 0.05 ms with it. The signatures of calls
 * everywhere: to check one takes 0.06 ms and 2.5 KB of garbage where the JDK takes 0.41 ms and 27 KB, and web apps
 * check thousands a second.
 */
public final class FastCrypto {
    static final String PROVIDER = "BerthCrypto";
    static final String CIPHER = "AES/GCM/NoPadding";
    /** As in a JWS: both numbers side by side. */
    public static final String SIGNATURE = "SHA256withECDSAinP1363Format";

    private static final Logger LOG = Logger.getLogger(FastCrypto.class);
    private static final String LIBRARY = "AmazonCorrettoCryptoProvider";

    private FastCrypto() {}

    /** For a process without a web app. Takes half a second of processor time. */
    public static void forNode() {
        install(List.of(new Part("Cipher", CIPHER), new Part("Signature", SIGNATURE)));
    }

    /** For a web app, whose compiler knows AES. */
    public static void forWebApp() {
        install(List.of(new Part("Signature", SIGNATURE)));
    }

    private record Part(String type, String algorithm) {}

    /** Without the library, or where it cannot be loaded, the JDK's stay. */
    private static void install(List<Part> parts) {
        if (ImageMode.current().isNativeImage()) {
            // which cannot load classes
            return;
        }
        var found = find(parts);
        if (found.size() == parts.size()) {
            Security.insertProviderAt(new Few(found), 1);
        } else {
            LOG.warn("TLS and the calls of nodes take more of the processor than they should: the library for their"
                    + " cryptography does not load here. It comes for Linux with glibc, and is unpacked into the"
                    + " directory for temporary files.");
        }
    }

    private static List<Provider.Service> find(List<Part> parts) {
        var found = new ArrayList<Provider.Service>();
        try {
            // composed, or a native build would take the library in
            var type = Class.forName(String.join(".", "com.amazon.corretto.crypto.provider", LIBRARY));
            var library = (Provider) type.getField("INSTANCE").get(null);
            for (var part : parts) {
                var service = library.getService(part.type(), part.algorithm());
                if (service != null) {
                    found.add(service);
                }
            }
        } catch (ReflectiveOperationException | LinkageError none) {
            LOG.debug("no cryptography of a library", none);
        }
        return found;
    }

    /** Nothing but these. */
    private static final class Few extends Provider {
        Few(List<Service> services) {
            super(PROVIDER, "1", "Some services of " + LIBRARY);
            for (var service : services) {
                putService(
                        new Service(
                                this, service.getType(), service.getAlgorithm(), service.getClassName(), null, null) {
                            @Override
                            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                                return service.newInstance(parameter);
                            }
                        });
            }
        }
    }
}
