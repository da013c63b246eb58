package dev.berth.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node found at an Upstream Auth Address.
 *
 * @param fault      what is wrong; empty when nothing is
 * @param detail     a sentence with what to do
 * @param roundTrip  the median of the last answers
 * @param asked      how many questions that counts
 * @param lost       how many of them were not answered
 * @param answeredBy the web apps that answered there by connections of their own; empty as long as nobody has looked
 */
public record UpstreamReport(
        UUID node,
        String address,
        Optional<UpstreamFault> fault,
        String detail,
        Optional<Duration> roundTrip,
        int asked,
        int lost,
        List<String> answeredBy) {
    /** So many web apps that run show themselves to somebody who asks so often by connections of their own. */
    public static final int ENOUGH = 8;

    public long lossPercent() {
        return asked == 0 ? 0 : Math.round(100.0 * lost / asked);
    }
}
