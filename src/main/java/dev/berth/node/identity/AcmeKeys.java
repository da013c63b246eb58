package dev.berth.node.identity;

import dev.berth.node.InvalidSettings;
import dev.berth.node.Tls;
import io.quarkus.logging.Log;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that ACME gave, for who asks for one of its names; the node's own for everybody else, for nodes that
 * call by address, and while there is none. Also answers the server that asks whether the name is ours.
 */
public final class AcmeKeys extends ChangingKey {
    private static final String ANSWER = "acme:";
    private static final String GIVEN = "given:";

    private final AcmeFiles files;
    private final List<String> names;
    private final ChangingKey own;
    private final Clock clock;
    private final Map<String, Tls.Pair> answers = new ConcurrentHashMap<>();
    private volatile @Nullable FileKeys given;
    private volatile Optional<String> trouble = Optional.empty();

    AcmeKeys(AcmeFiles files, List<String> names, ChangingKey own, Clock clock) {
        this.files = files;
        this.names = names;
        this.own = own;
        this.clock = clock;
        look();
    }

    public AcmeFiles files() {
        return files;
    }

    public List<String> names() {
        return names;
    }

    /** Takes up a certificate that came after the start; later ones are found by themselves. */
    public synchronized void look() {
        if (given != null || !Files.exists(files.tls().certificate())) {
            return;
        }
        try {
            given = new FileKeys(files.tls(), clock);
        } catch (InvalidSettings damaged) {
            Log.warnf("the certificate of ACME is ordered anew: %s", damaged.getMessage());
        }
    }

    /** When the certificate expires; empty while there is none. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(given).map(FileKeys::expiresAt);
    }

    /** What an administrator should know. */
    Optional<String> trouble() {
        return trouble;
    }

    public void trouble(Optional<String> sentence) {
        trouble = sentence;
    }

    /** Shows the ACME server that the name is this node's, until closed. */
    public Answer answer(String name, KeyPair keys, X509Certificate certificate) {
        answers.put(name, new Tls.Pair(keys.getPrivate(), List.of(certificate)));
        return () -> answers.remove(name);
    }

    /** An answer that is given while this is open. */
    @FunctionalInterface
    public interface Answer extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    @Nullable
    String choose(String type, @Nullable SSLEngine engine) {
        var name = engine == null ? "" : asked(engine);
        if (engine != null && ListenerEngine.ACME.equals(engine.getHandshakeApplicationProtocol())) {
            var answer = answers.get(name);
            return answer != null && type.equals(answer.key().getAlgorithm()) ? ANSWER + name : null;
        }
        var keys = given;
        if (keys == null || !names.contains(name) || keys.expiresAt().isBefore(clock.instant())) {
            return own.choose(type, engine);
        }
        var alias = keys.choose(type, engine);
        return alias == null ? null : GIVEN + alias;
    }

    private static String asked(SSLEngine engine) {
        return engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                        .findFirst()
                        .orElse("")
                : "";
    }

    @Override
    Tls.Pair named(String alias) {
        var keys = given;
        var answer = alias.startsWith(ANSWER) ? answers.get(alias.substring(ANSWER.length())) : null;
        if (answer != null) {
            return answer;
        }
        return keys != null && alias.startsWith(GIVEN) ? keys.named(alias.substring(GIVEN.length())) : own.named(alias);
    }
}
