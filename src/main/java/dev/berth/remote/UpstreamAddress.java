package dev.berth.remote;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.OwnZone;
import io.quarkus.logging.Log;
import java.util.Optional;
import java.util.Set;

/**
 * Where this node finds the control plane: at its zone's upstream auth address once a check-in there has succeeded,
 * before that where it was started. So a wrong address in the zone's settings takes no node away, and can be corrected.
 */
final class UpstreamAddress {
    private static final Set<ProblemCode> NOBODY_THERE =
            Set.of(ProblemCode.UNAVAILABLE, ProblemCode.TARGET_UNREACHABLE, ProblemCode.TIMEOUT, ProblemCode.NOT_FOUND);

    private final Optional<String> started;
    private final OwnZone zone;
    private volatile Optional<String> proven;
    private volatile String complained = "";

    UpstreamAddress(Optional<String> started, OwnZone zone) {
        this.started = started;
        this.zone = zone;
        this.proven = started;
    }

    Optional<String> wanted() {
        return zone.settings().upstreamAuthAddress().or(() -> started);
    }

    /** What answered the last check-in. */
    Optional<String> proven() {
        return proven;
    }

    void answered(Optional<String> address) {
        if (!address.equals(proven)) {
            Log.infof("the control plane is now asked at %s", address.orElse(""));
        }
        proven = address;
    }

    /** Where to try after that failure; empty when there is nowhere else. */
    Optional<String> instead(Optional<String> failed, Problem why) {
        if (failed.equals(started) || !NOBODY_THERE.contains(why.code())) {
            return Optional.empty();
        }
        var address = failed.orElse("");
        if (!complained.equals(address)) {
            complained = address;
            Log.warnf(
                    "the zone's upstream auth address %s does not answer (%s); this node goes on with --upstream",
                    address, why.detail());
        }
        return started;
    }
}
