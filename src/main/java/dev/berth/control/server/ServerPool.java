package dev.berth.control.server;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Servers that are as good as each other: a session goes to the one with the least load. */
@Entity
public class ServerPool {
    @Id
    public UUID id;

    public String name;
    public String description;
    /** One user for each server at a time, and one server for each user. */
    public boolean exclusive;

    public boolean enabled;
    public Instant createdAt;
    public Instant updatedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "server_pool_member", joinColumns = @JoinColumn(name = "pool_id"))
    @Column(name = "server_id")
    public Set<UUID> serverIds = new TreeSet<>();

    @SuppressWarnings("NullAway.Init")
    ServerPool() {}
}
