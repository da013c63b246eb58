package dev.berth.control.session;

import dev.berth.contract.CheckIn;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRegistry;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Orders;
import dev.berth.control.identity.Enrolments;
import dev.berth.control.session.RoutineDesk.Arrival;
import io.quarkus.logging.Log;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what a node reports with what should be, and answers with orders. The rows are right, the node obeys. */
@Singleton
@Typed(LocalNodeRegistry.class)
public class LocalNodeRegistry implements NodeRegistry {
    /** So long a report waits for others at most: thousands of nodes cost a few transactions a second. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Gathering<Arrival, Optional<Orders>> routine;
    private final NewsDesk news;
    private final Enrolments enrolments;
    private final Clock clock;

    LocalNodeRegistry(RoutineDesk routine, NewsDesk news, Enrolments enrolments, Clock clock) {
        this.routine = new Gathering<>(PAUSE, arrivals -> together(routine, arrivals));
        this.news = news;
        this.enrolments = enrolments;
        this.clock = clock;
    }

    @Override
    public Orders checkIn(CheckIn checkIn) {
        return routine.ask(new Arrival(checkIn, clock.instant())).orElseGet(() -> news.record(checkIn));
    }

    /** A report that cannot be read must not keep those from their answers that came with it: each goes its own way then. */
    private static List<Optional<Orders>> together(RoutineDesk routine, List<Arrival> arrivals) {
        try {
            return routine.answer(arrivals);
        } catch (RuntimeException failed) {
            if (isOfDatabase(failed)) {
                throw failed;
            }
            Log.debug("reports that came together are looked at one by one", failed);
            return arrivals.stream().map(_ -> Optional.<Orders>empty()).toList();
        }
    }

    private static boolean isOfDatabase(@Nullable Throwable failure) {
        return failure != null && (failure instanceof SQLException || isOfDatabase(failure.getCause()));
    }

    @Override
    public NodeCertificate enrol(EnrolRequest request) {
        return enrolments.enrol(request);
    }

    @Override
    public NodeCertificate renew(NodeRequest request) {
        return enrolments.renew(request);
    }
}
