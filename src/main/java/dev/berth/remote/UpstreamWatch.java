package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.UpstreamFault;
import dev.berth.contract.UpstreamReport;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Preflight;
import dev.berth.remote.UpstreamTest.Fault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tests the Upstream Auth Address of this node again and again, and tells the control plane what it finds. */
@Singleton
@Typed(UpstreamWatch.class)
public final class UpstreamWatch implements Preflight {
    /** A node that starts is waited for. */
    private static final Duration STARTING = Duration.ofMillis(300);

    private static final Duration FAILING = Duration.ofSeconds(2);
    private static final Duration USUAL = Duration.ofSeconds(15);
    /** Of everything but one question, while nothing is wrong. */
    private static final int EXAMINED_EVERY = 4;
    /** Of who answers, and of a report that says nothing new. */
    private static final int TOLD_EVERY = 40;
    /** Who answers is no matter of the first moments. */
    private static final int SETTLED = 4;

    private final UpstreamTest test;
    private final RemoteControl control;
    private final NodeIdentity identity;
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile boolean passed;
    private Upstream upstream;
    private volatile @Nullable UpstreamReport known;
    private @Nullable UpstreamReport told;
    private int round;
    private @Nullable Thread thread;

    UpstreamWatch(UpstreamTest test, RemoteControl control, NodeIdentity identity) {
        this.test = test;
        this.control = control;
        this.identity = identity;
        this.upstream = new Upstream(identity.address().id(), "", test);
    }

    private static double share(@Nullable UpstreamReport report) {
        return report == null || report.asked() == 0 ? Double.NaN : (double) report.lost() / report.asked();
    }

    private static double seconds(@Nullable UpstreamReport report) {
        return report == null
                ? Double.NaN
                : report.roundTrip().map(time -> time.toNanos() / 1e9).orElse(Double.NaN);
    }

    @Override
    public void start() {
        if (control.upstream().isPresent()) {
            thread = Thread.ofVirtual().name("upstream").start(this::loop);
        }
    }

    @Override
    public void measure(MeterRegistry metrics) {
        Gauge.builder("berth.upstream.good", () -> passed && fault.isEmpty() ? 1 : 0)
                .description("1 while nothing is wrong with the way to the control plane")
                .register(metrics);
        Gauge.builder("berth.upstream.lost", () -> share(known))
                .description("Share of the last questions to the control plane that were not answered")
                .register(metrics);
        Gauge.builder("berth.upstream.round.trip", () -> seconds(known))
                .baseUnit("seconds")
                .description("Median of the last answers of the control plane")
                .register(metrics);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public Optional<String> notReady() {
        return passed || control.upstream().isEmpty()
                ? Optional.empty()
                : Optional.of(fault.map(Fault::detail).orElse("the way to the control plane is being tested"));
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    pass(control.upstream().orElseThrow());
                } catch (Problem stopping) {
                    Log.debugf("the upstream is not tested: %s", stopping.detail());
                }
                rest();
            }
        } catch (InterruptedException stopped) {
            // the node stops
        }
    }

    /** Not long after the zone was given another address. */
    private void rest() throws InterruptedException {
        var end = System.nanoTime() + (fault.isEmpty() ? USUAL : FAILING).toNanos();
        do {
            Thread.sleep(passed ? FAILING : STARTING);
        } while (passed
                && System.nanoTime() < end
                && control.upstream().filter(upstream::is).isPresent());
    }

    private void pass(String address) {
        if (!upstream.is(address)) {
            round = upstream.is("") ? 0 : SETTLED;
            upstream = new Upstream(identity.address().id(), address, test);
        }
        if (round % EXAMINED_EVERY == 0 || fault.isPresent()) {
            upstream.examine();
            notice(address, upstream.fault());
        }
        // a WebSocket is not needed to serve
        passed |=
                fault.filter(wrong -> wrong.what() != UpstreamFault.WEB_SOCKET).isEmpty();
        boolean settled = round % TOLD_EVERY == SETTLED && fault.isEmpty();
        if (settled) {
            upstream.lookAround();
        }
        upstream.ask();
        var report = upstream.found();
        known = report;
        if (settled || isNews(report)) {
            tell(report);
        }
        round = fault.isPresent() ? round : round + 1;
    }

    private void notice(String address, Optional<Fault> found) {
        if (!fault.equals(found)) {
            found.ifPresentOrElse(
                    wrong -> Log.warnf("%s (%s)", wrong.detail(), wrong.what().wireName()),
                    () -> Log.infof("the way to %s is good again", address));
        }
        fault = found;
    }

    private boolean isNews(UpstreamReport report) {
        var before = told;
        return before == null
                || !before.address().equals(report.address())
                || !before.fault().equals(report.fault())
                || !before.answeredBy().equals(report.answeredBy())
                || before.lost() != report.lost();
    }

    private void tell(UpstreamReport report) {
        try {
            control.upstream(report);
            told = report;
        } catch (Problem unheard) {
            told = null;
            Log.debugf("what was found at the upstream is not heard: %s", unheard.detail());
        }
    }
}
