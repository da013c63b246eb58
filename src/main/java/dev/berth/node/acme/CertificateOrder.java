package dev.berth.node.acme;

import dev.berth.node.AcmeConfig;
import dev.berth.node.InvalidSettings;
import dev.berth.node.identity.AcmeKeys;
import dev.berth.node.identity.KeyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.util.KeyPairUtils;

/** One attempt to get a certificate, from the account to the file. */
final class CertificateOrder {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration NETWORK = Duration.ofSeconds(20);
    private static final int RSA_BITS = 2048;
    private static final String NO_ACCOUNT = "urn:ietf:params:acme:error:accountDoesNotExist";

    private final AcmeConfig config;
    private final URI directory;
    private final AcmeKeys keys;
    private final Setbacks setbacks;

    CertificateOrder(AcmeConfig config, String directory, AcmeKeys keys) {
        this.config = config;
        this.directory = URI.create(directory);
        this.keys = keys;
        this.setbacks = new Setbacks(this.directory.getAuthority());
    }

    /** Orders a certificate and puts it where the listeners find it. Blocks for as long as the server takes. */
    void run() throws Setback, InterruptedException {
        try {
            var login = login();
            var order = login.newOrder().domains(keys.names()).create();
            for (var authorization : order.getAuthorizations()) {
                prove(authorization);
            }
            finish(order);
        } catch (AcmeException e) {
            throw setbacks.of(e);
        } catch (AcmeProtocolException | IllegalStateException e) {
            throw setbacks.strange(e);
        } catch (IOException | GeneralSecurityException e) {
            throw Setbacks.here(e, keys.files());
        }
    }

    private Login login() throws AcmeException, IOException, GeneralSecurityException {
        var session = new Session(directory, new Authority(config.ca()));
        session.networkSettings().setTimeout(NETWORK);
        var account = KeyFile.at(keys.files().account());
        try {
            // some servers let an account be bound once only
            return new AccountBuilder().onlyExisting().useKeyPair(account).createLogin(session);
        } catch (AcmeServerException e) {
            if (!e.getType().toString().equals(NO_ACCOUNT)) {
                throw e;
            }
        }
        var builder = new AccountBuilder().useKeyPair(account);
        if (config.agreeTerms()) {
            builder.agreeToTermsOfService();
        }
        config.contact().ifPresent(builder::addEmail);
        if (config.keyId().isPresent()) {
            builder.withKeyIdentifier(config.keyId().get(), macKey());
        }
        return builder.createLogin(session);
    }

    private String macKey() throws IOException {
        return config.macKeyFile().isPresent()
                ? Files.readString(config.macKeyFile().get()).strip()
                : config.macKey().orElse("");
    }

    private void prove(Authorization authorization) throws AcmeException, Setback, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        var name = authorization.getIdentifier().getDomain();
        var challenge = authorization
                .findChallenge(TlsAlpn01Challenge.class)
                .orElseThrow(() -> Setback.refused(directory.getAuthority() + " does not ask for " + name
                        + " by TLS-ALPN-01, which is the only way that a node can answer. Use another server, or"
                        + " certificate files."));
        // the library signs this certificate as RSA keys do; it lives for seconds
        var pair = KeyPairUtils.createKeyPair(RSA_BITS);
        try (var _ = keys.answer(name, pair, challenge.createCertificate(pair, authorization.getIdentifier()))) {
            challenge.trigger();
            challenge.waitForCompletion(PATIENCE);
            if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
                throw notOurs(name, challenge);
            }
        }
    }

    private Setback notOurs(String name, Challenge challenge) {
        var why = challenge.getError().map(Setbacks::said).orElse("it has not made up its mind in time.");
        return Setback.refused(directory.getAuthority() + " does not believe that " + name + " is this node's: " + why
                + " Its question goes to port 443 of that name and must come to --port of this node with TLS untouched"
                + " and to no other node: nodes that share a name behind a balancer need certificate files.");
    }

    private void finish(Order order)
            throws AcmeException, Setback, IOException, GeneralSecurityException, InterruptedException {
        order.waitUntilReady(PATIENCE);
        if (order.getStatus() == Status.READY) {
            order.execute(KeyFile.at(keys.files().tls().key()));
        }
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw Setback.refused(directory.getAuthority() + " gave no certificate: "
                    + order.getError().map(Setbacks::said).orElse("it did not say why."));
        }
        keys.files().keep(order.getCertificate().getCertificateChain());
        try {
            keys.files().tls().check();
        } catch (InvalidSettings useless) {
            throw new Setback(Setback.Kind.REFUSED, String.join(" ", useless.errors()), Optional.empty(), useless);
        }
        keys.look();
    }
}
