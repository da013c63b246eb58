package dev.berth.node.call;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.node.NodeName;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Routes of calls: a path, the type of the question, who may ask, and what finds the answer. */
public final class CallRoutes {
    /** Before those of the API, which know nothing of signatures. */
    private static final int ORDER = -1000;

    private final Router router;
    private final String prefix;
    private final Admission admission;

    CallRoutes(Router router, String prefix, Admission admission) {
        this.router = router;
        this.prefix = prefix;
        this.admission = admission;
    }

    /**
     * A question with one answer.
     *
     * @param guard throws a problem when this caller may not ask this
     */
    public <Q> CallRoutes answer(String name, Class<Q> question, BiConsumer<NodeName, Q> guard, Function<Q, ?> answer) {
        return route(name, question, guard, (incoming, asked) -> incoming.answer(answer.apply(asked)));
    }

    /** An order, answered by its completion. */
    public <Q> CallRoutes carryOut(String name, Class<Q> question, BiConsumer<NodeName, Q> guard, Consumer<Q> order) {
        return answer(name, question, guard, asked -> {
            order.accept(asked);
            return Nothing.NOTHING;
        });
    }

    /** Work that takes long, whose progress the caller follows. */
    public <Q> CallRoutes follow(
            String name,
            Class<Q> question,
            BiConsumer<NodeName, Q> guard,
            BiFunction<Q, Consumer<LaunchProgress>, Launched> work) {
        return lines(name, question, guard, (asked, progress) -> CallLine.of(work.apply(asked, progress)));
    }

    /** Work that takes long and has nothing to show meanwhile. */
    public <Q> CallRoutes await(String name, Class<Q> question, BiConsumer<NodeName, Q> guard, Consumer<Q> work) {
        return lines(name, question, guard, (asked, progress) -> {
            work.accept(asked);
            return CallLine.DONE;
        });
    }

    private <Q> CallRoutes lines(
            String name,
            Class<Q> question,
            BiConsumer<NodeName, Q> guard,
            BiFunction<Q, Consumer<LaunchProgress>, CallLine> work) {
        return route(name, question, guard, (incoming, asked) -> {
            try (var lines = new LineAnswer(incoming)) {
                lines.end(progress -> work.apply(asked, progress));
            }
        });
    }

    /** A question that anybody may ask, nodes without an identity included: it has to prove something by itself. */
    public <Q> CallRoutes open(String name, Class<Q> question, Function<Q, ?> answer) {
        router.post(prefix + name)
                .order(ORDER)
                .handler(context -> new Incoming(context, admission)
                        .receive(incoming -> incoming.answer(answer.apply(incoming.question(question)))));
        return this;
    }

    private <Q> CallRoutes route(
            String name, Class<Q> question, BiConsumer<NodeName, Q> guard, BiConsumer<Incoming, Q> then) {
        router.post(prefix + name)
                .order(ORDER)
                .handler(context -> new Incoming(context, admission).receiveSigned(incoming -> {
                    var asked = incoming.admit(question, guard);
                    incoming.traced(asked, () -> then.accept(incoming, asked));
                }));
        return this;
    }
}
