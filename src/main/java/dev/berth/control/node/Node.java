package dev.berth.control.node;

import dev.berth.contract.CpuMode;
import dev.berth.contract.NodeAddress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Column(insertable = false, updatable = false)
    boolean isAgent;

    public double cores;
    public long memoryBytes;

    @Column(updatable = false)
    public double reservedCores;

    @Column(updatable = false)
    public long reservedMemoryBytes;

    @Column(updatable = false)
    public int reservedGpus;

    @Column(updatable = false)
    public int reservedSessions;

    /** What the agent says of its host, a line each. */
    String labels = "";

    String networks = "";
    int gpus;
    long memoryReserveBytes;

    /** What an administrator says instead; null leaves it to the agent. Written by statements of their own. */
    @Column(updatable = false)
    @Nullable
    String labelsOverride;

    @Column(updatable = false)
    public @Nullable Double cpuOvercommit;

    @Column(updatable = false)
    public @Nullable Double memoryOvercommit;

    @Column(updatable = false)
    public @Nullable Integer gpusOverride;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public @Nullable CpuMode cpuMode;

    @Column(updatable = false)
    public @Nullable Integer maxSessions;

    /** What may be reserved in the end, by the database's own sum. */
    @Column(insertable = false, updatable = false)
    public double offeredCores;

    @Column(insertable = false, updatable = false)
    public long offeredMemoryBytes;

    @Column(insertable = false, updatable = false)
    public int offeredGpus;

    /** 0 to 1: the fuller of its cores and its memory. */
    @Column(insertable = false, updatable = false)
    public double load;

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

    /** When it first proved that it can be reached at its address; null before. The rest of its membership below. */
    @Column(updatable = false)
    public @Nullable Instant joinedAt;

    @Column(updatable = false)
    public boolean enabled = true;

    @Column(updatable = false)
    public @Nullable Instant revokedAt;

    @Column(updatable = false)
    public @Nullable Boolean reachOk;

    /** The address that was tried. */
    @Column(updatable = false)
    public @Nullable String reachUrl;

    @Column(updatable = false)
    public @Nullable String reachDetail;

    @Column(updatable = false)
    public @Nullable Instant reachCheckedAt;

    /** Of what it said last about its images. */
    public String imagesDigest = "";

    @SuppressWarnings("NullAway.Init")
    Node() {}

    /** Why nothing may be placed there, whatever room it has; empty when it is a full member. */
    public Optional<String> notAdmitted() {
        if (revokedAt != null) {
            return Optional.of("is revoked");
        }
        if (joinedAt == null) {
            return Optional.of(reachDetail == null ? "was not reached yet" : "was never reached: " + reachDetail);
        }
        return enabled ? Optional.empty() : Optional.of("is disabled");
    }

    /** What it said last. */
    Said said() {
        return new Said(
                name,
                url,
                zone,
                roles,
                version,
                startedAt,
                draining,
                findings,
                new Said.Offer(
                        cores,
                        memoryBytes,
                        memoryReserveBytes,
                        gpus,
                        networks,
                        labels,
                        new Said.Engine(engineName, engineVersion, engineApiVersion, engineCpus, engineMemoryBytes)));
    }

    void take(Said said) {
        name = said.name();
        url = said.url();
        zone = said.zone();
        roles = said.roles();
        version = said.version();
        startedAt = said.startedAt();
        draining = said.draining();
        findings = said.findings();
        var offer = said.offer();
        cores = offer.cores();
        memoryBytes = offer.memoryBytes();
        memoryReserveBytes = offer.memoryReserveBytes();
        gpus = offer.gpus();
        networks = offer.networks();
        labels = offer.labels();
        engineName = offer.engine().name();
        engineVersion = offer.engine().version();
        engineApiVersion = offer.engine().apiVersion();
        engineCpus = offer.engine().cpus();
        engineMemoryBytes = offer.engine().memoryBytes();
    }

    public NodeAddress address() {
        return new NodeAddress(id, name, url);
    }

    public List<String> roles() {
        return lines(roles, ",");
    }

    public List<String> findings() {
        return lines(findings, "\n");
    }

    /** The administrator's, else the agent's own; {@code key=value} each. */
    public List<String> labels() {
        return lines(labelsOverride == null ? labels : labelsOverride, "\n");
    }

    /** Docker networks that workspaces may join. */
    public List<String> networks() {
        return lines(networks, "\n");
    }

    public CpuMode effectiveCpuMode() {
        return cpuMode == null ? CpuMode.QUOTA : cpuMode;
    }

    /** True when nothing new may go to it. */
    public boolean isDraining() {
        return draining || drainSince != null;
    }

    /** True when it is being drained and the time for that is over. */
    public boolean isOverdue(Instant now) {
        return drainSince != null && drainDeadline != null && drainDeadline.isBefore(now);
    }

    private static List<String> lines(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator));
    }
}
