package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Targets;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts together what machines are connected with in this process. */
@Singleton
final class Workshops {
    @Produces
    @Singleton
    Workshop workshop(
            Instance<Targets> targets,
            Reach reach,
            Instance<InstructionTaps> taps,
            RemoteConfig config,
            RemoteMetrics metrics) {
        // looked up late: a local one needs the database
        return new Workshop(
                targets::get,
                reach,
                taps.isResolvable() ? taps.get() : target -> Optional.empty(),
                config,
                metrics,
                Workshop.FIRST_PICTURE);
    }
}
