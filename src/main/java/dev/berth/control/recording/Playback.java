package dev.berth.control.recording;

import dev.berth.contract.ConnectionProxies;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RecordingRequest;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.NodeRepository;
import dev.berth.control.user.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/** Fetches recordings from the nodes that keep them, and has it audited. */
@Singleton
public class Playback {
    /** Requests for parts of the same recording within this time are one playback. */
    private static final Duration ONE_PLAYBACK = Duration.ofMinutes(10);

    private static final int PART = 1 << 20;

    private final Recordings recordings;
    private final RecordingRepository rows;
    private final NodeRepository nodes;
    private final ConnectionProxies proxies;
    private final AuditTrail audit;
    private final Clock clock;

    Playback(
            Recordings recordings,
            RecordingRepository rows,
            NodeRepository nodes,
            ConnectionProxies proxies,
            AuditTrail audit,
            Clock clock) {
        this.recordings = recordings;
        this.rows = rows;
        this.nodes = nodes;
        this.proxies = proxies;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is done with a recording. */
    public enum Use {
        PLAYED("recording.played"),
        DOWNLOADED("recording.downloaded");

        private final String action;

        Use(String action) {
            this.action = action;
        }
    }

    /** Bytes, and how many there are in all at the moment. */
    public record Part(byte[] bytes, long size) {}

    /** One recording that somebody may read. */
    public final class Opened {
        private final UUID id;
        private final NodeAddress node;

        private Opened(UUID id, NodeAddress node) {
            this.id = id;
            this.node = node;
        }

        /**
         * Blocks; never within a transaction.
         *
         * @return fewer bytes than asked for at the end, and never more than fit into memory easily
         */
        public Part part(long offset, long length) {
            var part = proxies.at(node).recording(new RecordingRequest(id, offset, (int) Math.clamp(length, 1, PART)));
            return new Part(Base64.getDecoder().decode(part.base64()), part.size());
        }
    }

    /** @throws Problem {@code NOT_FOUND}, {@code UNAVAILABLE} */
    public Opened open(UUID id, Use use, Caller by) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var listed = recordings.get(id);
            listed.unavailable().ifPresent(why -> {
                throw new Problem(ProblemCode.UNAVAILABLE, "This recording cannot be played. " + why);
            });
            var now = clock.instant();
            if (rows.isNewAccess(id, by.name(), use.action, now, now.minus(ONE_PLAYBACK))) {
                audit.record(
                        by.name(), use.action, id.toString(), listed.recording().what(), by.address());
            }
            return new Opened(id, nodes.findById(listed.recording().nodeId).address());
        });
    }
}
