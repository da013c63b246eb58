package dev.berth.node.call;

import dev.berth.contract.Identification;
import dev.berth.contract.Problem;
import dev.berth.node.NodeAuth;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Every node answers who it is, so that the control plane knows that it is reached at the address it names. */
@Singleton
final class Identify {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final NodeCalls calls;
    private final NodeAuth auth;

    Identify(NodeCalls calls, NodeAuth auth) {
        this.calls = calls;
        this.auth = auth;
    }

    void routes(@Observes Router router) {
        int end = Identification.PATH.lastIndexOf('/') + 1;
        calls.below(router, Identification.PATH.substring(0, end))
                .open(Identification.PATH.substring(end), Identification.Question.class, this::answer);
    }

    private Identification.Answer answer(Identification.Question question) {
        var nonce = question.nonce();
        if (nonce == null || !NONCE.matcher(nonce).matches()) {
            throw Problem.invalid("nonce", "The nonce has 16 to 64 letters, digits, hyphens and underscores.");
        }
        return new Identification.Answer(auth.sign(
                NodeAuth.CONTROL,
                Identification.METHOD,
                Identification.PATH,
                nonce.getBytes(StandardCharsets.US_ASCII)));
    }
}
