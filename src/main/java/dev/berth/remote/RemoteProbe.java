package dev.berth.remote;

import dev.berth.contract.Identification;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeProbe;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Tries whether a node answers at its address, and is the one that it should be. */
@Singleton
final class RemoteProbe implements NodeProbe {
    private static final Terms TERMS = Terms.once(Duration.ofSeconds(8));

    private final NodeAuth auth;
    private final NodeIdentity self;
    private final PeerCalls calls;

    RemoteProbe(NodeAuth auth, NodeIdentity self) {
        this.auth = auth;
        this.self = self;
        this.calls = new PeerCalls(auth);
    }

    @Override
    public void reach(NodeAddress node) {
        try {
            var peer = calls.at(node);
            var nonce = UUID.randomUUID().toString();
            var answer = calls.calls()
                    .callUnsigned(
                            peer,
                            Identification.PATH,
                            new Identification.Question(nonce),
                            Identification.Answer.class,
                            TERMS);
            var name = auth.verify(
                    answer.proof(),
                    Identification.METHOD,
                    Identification.PATH,
                    nonce.getBytes(StandardCharsets.US_ASCII));
            if (!name.id().equals(node.id())) {
                throw new Problem(ProblemCode.UNAVAILABLE, "At " + node.url() + " another node answers: " + name.id());
            }
        } catch (Problem problem) {
            throw new Problem(
                    problem.code(),
                    problem.detail() + " (tried from the web app "
                            + self.address().name() + ")",
                    problem);
        }
    }
}
