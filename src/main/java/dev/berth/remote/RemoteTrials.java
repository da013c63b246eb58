package dev.berth.remote;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.UpstreamReport;
import dev.berth.contract.UpstreamTrials;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Role;
import dev.berth.node.call.NodeCalls;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Asks nodes to try an address, and tries one that a web app asks for. */
@Singleton
final class RemoteTrials implements UpstreamTrials {
    /** Longer than a trial of an address where nothing answers. */
    private static final Terms TERMS = Terms.once(Duration.ofSeconds(30));

    private final NodeCalls answers;
    private final UpstreamTest test;
    private final NodeIdentity self;
    private final PeerCalls calls;

    RemoteTrials(NodeCalls answers, UpstreamTest test, NodeAuth auth, NodeIdentity self) {
        this.answers = answers;
        this.test = test;
        this.self = self;
        this.calls = new PeerCalls(auth);
    }

    void routes(@Observes Router router) {
        int end = PATH.lastIndexOf('/') + 1;
        answers.below(router, PATH.substring(0, end))
                .answer(
                        PATH.substring(end),
                        Question.class,
                        (caller, question) -> NodeCalls.require(caller, Role.WEB_APP),
                        question -> new Upstream(self.address().id(), question.address(), test).report());
    }

    @Override
    public UpstreamReport attempt(NodeAddress node, String address) {
        return calls.calls().call(calls.at(node), PATH, new Question(address), UpstreamReport.class, TERMS);
    }
}
