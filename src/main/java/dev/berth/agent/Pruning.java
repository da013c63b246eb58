package dev.berth.agent;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.berth.contract.Pruned;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;

/** Removes images that this agent pulled and nobody needs. Never forces: what a container uses stays. */
final class Pruning {
    private final Engine engine;
    private final PulledImages ours;

    Pruning(Engine engine, PulledImages ours) {
        this.engine = engine;
        this.ours = ours;
    }

    /**
     * @param wanted full references that are to be held ready
     * @param unused how long a removed image has not been used at least
     */
    Pruned prune(Set<String> wanted, Duration unused) {
        var removed = new ArrayList<String>();
        long bytes = 0;
        var newest = Instant.now().minus(unused);
        for (var entry : ours.all()) {
            if (!wanted.contains(entry.reference()) && !entry.lastUsed().isAfter(newest)) {
                long freed = remove(entry);
                if (freed >= 0) {
                    removed.add(entry.reference());
                    bytes += freed;
                }
            }
        }
        if (!removed.isEmpty()) {
            Log.infof("removed images that nobody needs: %s", removed);
        }
        return new Pruned(removed, bytes);
    }

    /** What it gave back; negative when it stays. */
    private long remove(PulledImages.Entry entry) {
        try {
            var image = engine.call(
                    docker -> docker.inspectImageCmd(entry.reference()).exec());
            if (!entry.id().equals(image.getId())) {
                ours.forget(entry.reference()); // somebody else's has that name now
                return -1;
            }
            engine.call(docker -> docker.removeImageCmd(entry.reference()).exec());
            ours.forget(entry.reference());
            var size = image.getSize();
            var names = image.getRepoTags();
            return size == null || names != null && names.size() > 1 ? 0 : size;
        } catch (NotFoundException gone) {
            ours.forget(entry.reference());
            return -1;
        } catch (ConflictException used) {
            ours.used(entry.reference(), Instant.now());
            return -1;
        } catch (DockerException refused) {
            Log.debugf("image %s stays: %s", entry.reference(), refused.getMessage());
            return -1;
        }
    }
}
