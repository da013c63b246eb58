package dev.berth.control.recording;

import dev.berth.contract.ConnectionProxies;
import dev.berth.contract.Problem;
import dev.berth.control.job.Job;
import dev.berth.control.node.NodeRepository;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Has deleted recordings removed by their nodes, again and again until it is done. */
@Singleton
public final class RecordingRemoval implements Job {
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration TRIM = Duration.ofMinutes(10);
    /** Recordings whose time was over are listed for this long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int AT_ONCE = 20;

    private final RecordingRepository recordings;
    private final NodeRepository nodes;
    private final ConnectionProxies proxies;
    private final Clock clock;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private Instant nextTrim = Instant.MIN;

    RecordingRemoval(RecordingRepository recordings, NodeRepository nodes, ConnectionProxies proxies, Clock clock) {
        this.recordings = recordings;
        this.nodes = nodes;
        this.proxies = proxies;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        QuarkusTransaction.requiringNew().call(() -> recordings.removable(now, AT_ONCE)).stream()
                .filter(recording -> busy.add(recording.id))
                .forEach(recording ->
                        Thread.ofVirtual().name("remove-" + recording.id).start(() -> remove(recording)));
        if (now.isAfter(nextTrim)) {
            nextTrim = now.plus(TRIM);
            QuarkusTransaction.requiringNew().run(() -> recordings.trim(now.minus(REMEMBERED)));
        }
    }

    private void remove(Recording recording) {
        try {
            var node = QuarkusTransaction.requiringNew().call(() -> nodes.findById(recording.nodeId));
            if (node != null) {
                proxies.at(node.address()).removeRecording(recording.id);
            }
            QuarkusTransaction.requiringNew().run(() -> recordings.deleteById(recording.id));
        } catch (Problem later) {
            Log.infof("recording %s is removed later: %s", recording.id, later.detail());
            QuarkusTransaction.requiringNew()
                    .run(() ->
                            recordings.removeLater(recording.id, clock.instant().plus(AGAIN)));
        } finally {
            busy.remove(recording.id);
        }
    }
}
