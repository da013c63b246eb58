package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.node.ZoneTrial;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A new Upstream Auth Address is tried by every node of its zone, and saved when it works or somebody insists. */
@Singleton
final class UpstreamConsent {
    private final ZoneTrial trial;

    UpstreamConsent(ZoneTrial trial) {
        this.trial = trial;
    }

    /**
     * Lets the nodes try it, unless it is the old one.
     *
     * @throws Problem {@code INVALID} with what each node found, and how to save it all the same
     */
    void require(String zone, ZoneSettings before, ZoneSettings after, @Nullable Boolean confirmed) {
        var address = after.upstreamAuthAddress();
        if (!address.equals(before.upstreamAuthAddress()) && !Boolean.TRUE.equals(confirmed)) {
            address.ifPresent(fresh -> require(zone, fresh));
        }
    }

    void require(String zone, String address) {
        var errors = new ArrayList<Problem.FieldError>();
        trial.complaints(zone, address)
                .forEach(complaint -> errors.add(new Problem.FieldError("upstreamAuthAddress", complaint)));
        if (!errors.isEmpty()) {
            errors.add(new Problem.FieldError(
                    "confirmed",
                    "Nodes of zone " + zone
                            + " cannot work with this Upstream Auth Address. Correct it, or confirm that it"
                            + " is to be saved all the same: nodes go on with the old one until the new one answers."));
            throw Problem.invalid(errors);
        }
    }
}
