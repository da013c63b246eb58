package dev.berth.node;

import dev.berth.contract.Capacity;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.OpenStream;
import dev.berth.contract.PassUse;
import dev.berth.contract.RunningSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the parts of this node have to say at a check-in. */
public final class Report {
    private final List<OpenStream> streams = new ArrayList<>();
    private final List<ImageReadiness> images = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private Optional<Instant> passListAt = Optional.empty();
    private List<PassUse> passUses = List.of();
    private Optional<Capacity> capacity = Optional.empty();
    private Optional<List<RunningSession>> sessions = Optional.empty();

    public void capacity(Capacity value) {
        capacity = Optional.of(value);
    }

    /** What runs here. Not called by an agent that cannot tell, so that nobody takes its sessions for lost. */
    public void sessions(List<RunningSession> all) {
        sessions = Optional.of(List.copyOf(all));
    }

    public void streams(List<OpenStream> more) {
        streams.addAll(more);
    }

    public void images(List<ImageReadiness> all) {
        images.addAll(all);
    }

    /** Something is wrong with this node: a sentence with what to do. */
    public void finding(String sentence) {
        findings.add(sentence);
    }

    /** The list of revoked passes that this node has, and whom it let in by pass. */
    public void passes(Optional<Instant> listAt, List<PassUse> uses) {
        passListAt = listAt;
        passUses = List.copyOf(uses);
    }

    Optional<Instant> passListAt() {
        return passListAt;
    }

    List<PassUse> passUses() {
        return passUses;
    }

    Optional<Capacity> capacity() {
        return capacity;
    }

    Optional<List<RunningSession>> sessions() {
        return sessions;
    }

    List<OpenStream> streams() {
        return List.copyOf(streams);
    }

    List<ImageReadiness> images() {
        return List.copyOf(images);
    }

    List<String> findings() {
        return List.copyOf(findings);
    }
}
