package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.contract.Incident;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.Span;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.Trace;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is connected: the owner's connection to guacd, which lives from the first browser until a while after
 * the last, and the browsers at it. The first browser sits at the owner's connection; whoever comes later joins.
 */
final class Machine {
    private static final int MOST_BROWSERS = 8;
    private static final int MOST_BEGINNINGS = 6;
    /** Guacd that takes nothing for so long is given up. */
    private static final Duration STUCK = Duration.ofSeconds(15);

    private static final String SILENT = "It accepts connections, but says nothing on them: it may be frozen, or very"
            + " busy. What you see may be old. The session is kept and goes on as soon as the machine does.";

    private static final Problem BROKEN_OFF =
            new Problem(ProblemCode.UNAVAILABLE, "The connection to guacd broke off. Connect again.");

    private final TargetRequest request;
    private final Workshop workshop;
    private final Connector connector;
    private final Screen screen;
    private final Consumer<Machine> over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Visitor> visitors = new CopyOnWriteArrayList<>();
    private volatile @Nullable Visitor direct;
    private volatile @Nullable Connected connected;
    private volatile long aloneSince;
    private volatile boolean silent;
    private final AtomicInteger beginnings = new AtomicInteger();

    /** What there is once guacd has taken the machine up. */
    private record Connected(
            Connector.Line line,
            Denials denials,
            Pulse pulse,
            OwnersPart owners,
            Set<String> asked,
            OwnerPump pump,
            long since) {}

    /** @param over told once, when it has ended */
    Machine(TargetRequest request, Screen screen, Workshop workshop, Consumer<Machine> over) {
        this.request = request;
        this.workshop = workshop;
        this.over = over;
        this.connector = new Connector(request, workshop, problem -> end(problem, "recording"));
        this.screen = screen;
    }

    TargetRequest request() {
        return request;
    }

    int browsers() {
        return visitors.size();
    }

    /** True when a browser may join: guacd shows its picture to those only who come after there is one. */
    boolean isJoinable(TargetRequest wanted) {
        var now = connected;
        return request.equals(wanted)
                && !ended.get()
                && now != null
                && now.pump().isPictured();
    }

    /** Connects, on a thread of its own, for the first browser. @throws Problem when it is over already */
    void start(Visitor first) {
        direct = first;
        visitors.add(first);
        if (ended.get()) {
            throw new Problem(ProblemCode.CONFLICT, "The session goes on in another window.");
        }
        var span = Trace.part(Span.Kind.CLIENT, "connect machine")
                .say(Span.SESSION, request.sessionId().toString());
        inBackground(() -> {
            var line = connect(first, span);
            line.place()
                    .gone()
                    .thenAccept(why -> end(new Problem(ProblemCode.UNAVAILABLE, why + " Connect again."), "guacd"));
            hear(line);
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void inBackground(Work work) {
        Thread.ofVirtual().name("machine-" + request.sessionId()).start(() -> {
            try {
                work.run();
            } catch (Problem problem) {
                failed(problem, problem.detail());
            } catch (IOException e) {
                over(e);
            } catch (RuntimeException | Error e) {
                Log.error("the connection to a machine failed", e);
                var problem = new Problem(ProblemCode.INTERNAL, "The connection failed; the node's log says why.");
                failed(problem, problem.detail());
            }
        });
    }

    private void hear(Connector.Line line) {
        var now = seat(line);
        if (ended.get()) {
            line.close("");
        } else {
            line.link().hearOn(now.pump());
        }
    }

    /**
     * Has guacd take the machine up anew, with nobody the wiser, when it has lost what it said first. The former
     * connection is over then. Event loop only.
     *
     * @return false when it stays as it is: it was tried often enough, or nobody is there
     */
    boolean beginAgain() {
        var now = connected;
        var first = direct;
        if (now == null || first == null || ended.get() || beginnings.incrementAndGet() >= MOST_BEGINNINGS) {
            return false;
        }
        Log.infof("guacd lost the beginning of session %s and connects its machine anew", request.sessionId());
        now.line().link().close();
        inBackground(() -> {
            now.denials().end();
            hear(connector.again(first.talk(), now.line(), screen));
        });
        return true;
    }

    /** Guacd has ended the owner's connection. @param failure nothing when it said why */
    void over(@Nullable IOException failure) {
        if (failure == null) {
            end(null, "finished");
        } else {
            failed(BROKEN_OFF, "The connection to guacd broke off: " + failure.getMessage() + ".");
        }
    }

    /** Traced until guacd has taken it up. */
    private Connector.Line connect(Visitor first, Span span) throws IOException {
        var leave = span.enter();
        try {
            return connector.connect(first.talk(), screen);
        } catch (IOException | RuntimeException failure) {
            span.failed(failure);
            throw failure;
        } finally {
            span.end();
            leave.run();
        }
    }

    /** @param detail for the audit trail */
    private void failed(Problem problem, String detail) {
        if (!ended.get()) {
            incident(detail);
            end(problem, connected == null ? "error" : "guacd");
        }
    }

    private void incident(String detail) {
        var now = connected;
        var action = now != null && now.pump().isPictured() ? "session" : "connect";
        workshop.tell(new Incident(request.sessionId(), Incident.Kind.FAILED, action, detail, 1));
    }

    private Connected seat(Connector.Line line) {
        var link = line.link();
        var policy = line.target().policy();
        var denials = new Denials(
                request.sessionId(), workshop::tell, workshop.metrics().meters());
        var pulse = new Pulse(workshop.config().liveness(), System.nanoTime());
        var owners = new OwnersPart(link);
        var asked = Inbound.asked();
        var outbound = outbound(policy, denials, link, bytes -> {
            var here = direct;
            if (here != null) {
                here.say(bytes);
            }
        });
        var pump = new OwnerPump(link, outbound, owners, line.tapped(), pulse, asked, this);
        var made = new Connected(line, denials, pulse, owners, asked, pump, System.nanoTime());
        connected = made;
        var first = direct;
        if (first != null) {
            first.sit(new Visitor.Place(link, inbound(made, first), line.tapped(), pulse, Optional.empty()));
        }
        return made;
    }

    private Inbound inbound(Connected now, Visitor visitor) {
        return new Inbound(
                now.line().target().policy(),
                workshop.config().clipboardLimit().asLongValue(),
                now.denials(),
                now.asked(),
                visitor::say);
    }

    private Outbound outbound(SessionPolicy policy, Denials denials, GuacdLink link, Consumer<byte[]> notice) {
        var longest = workshop.config().clipboardLimit().asLongValue();
        return new Outbound(policy, longest, denials, reply(link), notice);
    }

    private static Consumer<byte[]> reply(GuacdLink link) {
        return link::write;
    }

    /** Another browser; guacd gives it the whole picture. @throws Problem when there are too many */
    void join(Visitor visitor) {
        var now = connected;
        if (now == null || ended.get()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "The connection has just ended. Connect again.");
        }
        if (visitors.size() >= MOST_BROWSERS) {
            throw new Problem(ProblemCode.RATE_LIMITED, "This session is open in too many windows. Close one.");
        }
        // one that has stopped reading would hold up all
        visitors.stream().filter(other -> other.talk().isStalled()).forEach(Machine::replaced);
        visitors.add(visitor);
        aloneSince = 0;
        if (ended.get()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "The connection has just ended. Connect again.");
        }
        Thread.ofVirtual().name("visitor-" + request.sessionId()).start(() -> visit(visitor, now));
    }

    private static void replaced(Visitor stalled) {
        stalled.talk().close(new Problem(ProblemCode.CONFLICT, "The session goes on in another window."));
    }

    private void visit(Visitor visitor, Connected now) {
        try {
            var link = connector.join(visitor.talk(), now.line(), visitor.screen());
            visitor.sit(new Visitor.Place(
                    link, inbound(now, visitor), now.line().tapped(), now.pulse(), Optional.of(now.owners())));
            workshop.metrics().joined("ready");
            if (direct == null) {
                now.owners().filesystems().forEach(visitor::say);
            }
            var outbound = outbound(now.line().target().policy(), now.denials(), link, visitor::say);
            link.hearOn(new JoinedPump(link, visitor, outbound, BROKEN_OFF));
            if (visitor.talk().isOver()) {
                link.close();
            }
        } catch (Problem | IOException failure) {
            workshop.metrics().joined("failed");
            // there is no way back into it: whoever comes next begins anew
            end(new Problem(ProblemCode.UNAVAILABLE, "The connection could not be resumed. Connect again."), "guacd");
            visitor.talk().close(BROKEN_OFF);
        }
    }

    /** A browser has gone. */
    void leave(Visitor visitor) {
        var now = connected;
        var sat = visitor.place();
        boolean first = visitor.equals(direct);
        boolean answered = visitor.equals(holder());
        if (first) {
            direct = null;
        }
        visitors.remove(visitor);
        if (now != null && sat.isPresent()) {
            if (answered) {
                now.owners().left(sat.get().inbound().unfinished(), first ? 0 : Inbound.STREAMS);
            }
            if (first) {
                hand(now.owners());
            } else {
                sat.get().link().close();
            }
        }
        if (visitors.isEmpty()) {
            aloneSince = System.nanoTime();
            if (now == null || !now.pump().isPictured()) {
                end(null, "grace");
            }
        }
    }

    /** Files of the machine are from now on another browser's, if there is one. */
    private void hand(OwnersPart owners) {
        var next = holder();
        if (next != null) {
            owners.filesystems().forEach(bytes -> next.talk().send(bytes, 0, bytes.length));
            next.talk().flush();
        }
    }

    /** The browser at the owner's connection. */
    @Nullable
    Visitor direct() {
        return direct;
    }

    /** The browser that speaks for the owner when nobody sits there: the last that joined. */
    @Nullable
    Visitor holder() {
        var first = direct;
        if (first != null) {
            return first;
        }
        return visitors.stream().reduce((one, later) -> later).orElse(null);
    }

    /** Guacd says why it ends; that is for the page and for the audit trail. */
    void said(Instruction error) {
        incident("guacd: " + error.text(0) + " (" + error.text(1) + ").");
    }

    /** Looks after it, once a second. */
    void tick() {
        var now = connected;
        var alone = aloneSince;
        if (alone != 0
                && visitors.isEmpty()
                && System.nanoTime() - alone >= workshop.config().grace().toNanos()) {
            end(null, "grace");
        }
        if (now == null || ended.get()) {
            return;
        }
        if (isBlank(now)) {
            var seconds = workshop.firstPicture().toSeconds();
            incident("There was no picture for " + seconds + " s. guacd may not reach the machine from its network.");
            end(new Problem(ProblemCode.TIMEOUT, "The machine showed no picture for " + seconds + " s."), "error");
            return;
        }
        now.denials().tick();
        now.line().tapped().tick();
        lookAfter(now.line().link());
        visitors.forEach(visitor -> visitor.place().ifPresent(place -> lookAfter(place.link())));
        if (now.pulse().due(System.nanoTime())) {
            Thread.ofVirtual().name("liveness-" + request.sessionId()).start(() -> ask(now));
        }
    }

    /** Nobody was asked anything, and yet there is nothing to see. */
    private boolean isBlank(Connected now) {
        return !now.pump().isPictured()
                && now.asked().isEmpty()
                && System.nanoTime() - now.since() > workshop.firstPicture().toNanos();
    }

    private static void lookAfter(GuacdLink link) {
        if (link.stuck().compareTo(STUCK) > 0) {
            link.close();
        } else {
            link.keepAlive();
        }
    }

    private void ask(Connected now) {
        var sign = workshop.reach()
                .ask(now.line().address(), FirstWords.to(now.line().target()));
        var verdict = now.pulse().answered(sign, System.nanoTime());
        if (ended.get()) {
            return;
        }
        if (verdict == Pulse.Verdict.LOST) {
            incident("The machine stopped answering while it was in use.");
            end(new Problem(ProblemCode.TARGET_UNREACHABLE, "The machine no longer answers."), "lost");
            return;
        }
        boolean isSilent = verdict == Pulse.Verdict.SILENT;
        if (isSilent && !silent) {
            incident("The machine accepts connections and says nothing on them: frozen, or very busy.");
        }
        if (isSilent || silent) {
            var words = Instructions.of("", "silent", isSilent ? SILENT : "");
            visitors.forEach(visitor -> visitor.say(words));
        }
        silent = isSilent;
    }

    /** Completed when nothing is left of it, its recording included. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Ends it for all its browsers. Any thread may call it; it does not block. */
    void end(@Nullable Problem why, String how) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        over.accept(this);
        workshop.metrics().ended(how);
        for (var visitor : visitors) {
            if (why != null) {
                visitor.dismiss(why);
            } else {
                visitor.talk().finish();
            }
        }
        var now = connected;
        if (now != null) {
            now.line().link().close();
            Thread.ofVirtual().name("machine-end-" + request.sessionId()).start(() -> {
                now.denials().end();
                now.line().close(why == null ? "" : why.detail());
                closed.complete(null);
            });
        } else {
            closed.complete(null);
        }
    }
}
