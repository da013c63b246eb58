package dev.berth.control.node;

import dev.berth.contract.NodeAddress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A process that reports to the control plane. */
@Entity
public class Node {
    @Id
    public UUID id;

    public String name;
    public String url;
    public String zone;
    /** Comma-separated names. */
    String roles;

    public String version;
    public Instant startedAt;
    public double cores;
    public long memoryBytes;

    @Column(updatable = false)
    public double reservedCores;

    @Column(updatable = false)
    public long reservedMemoryBytes;

    public @Nullable String engineName;
    public @Nullable String engineVersion;
    public @Nullable String engineApiVersion;
    public @Nullable Integer engineCpus;
    public @Nullable Long engineMemoryBytes;
    /** A line each. */
    String findings;

    /** What the node itself says: it takes nothing new, by order or because it is being stopped. */
    public boolean draining;

    /** Since when an administrator wants it drained; null while nobody does. Written by statements of their own. */
    @Column(updatable = false)
    public @Nullable Instant drainSince;

    @Column(updatable = false)
    public @Nullable Instant drainDeadline;

    /** Sessions that are left at the deadline are ended, so that their users start fresh ones elsewhere. */
    @Column(updatable = false)
    public boolean drainMove;

    /** When the node had nothing left. */
    @Column(updatable = false)
    public @Nullable Instant drainedAt;

    @SuppressWarnings("NullAway.Init")
    Node() {}

    public NodeAddress address() {
        return new NodeAddress(id, name, url);
    }

    public List<String> roles() {
        return lines(roles, ",");
    }

    public List<String> findings() {
        return lines(findings, "\n");
    }

    /** True when nothing new may go to it. */
    public boolean isDraining() {
        return draining || drainSince != null;
    }

    private static List<String> lines(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator));
    }
}
