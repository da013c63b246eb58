package dev.berth.control.job;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** Who may run the jobs, until when. */
@Entity
public class JobLease {
    @Id
    public String name;

    public UUID holder;
    public Instant heldUntil;

    @SuppressWarnings("NullAway.Init")
    JobLease() {}
}
