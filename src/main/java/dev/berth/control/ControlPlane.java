package dev.berth.control;

import dev.berth.control.job.JobRunner;
import dev.berth.control.secret.SigningKeys;
import dev.berth.control.user.Users;
import dev.berth.control.workspace.Workspaces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The life of the control plane in this process. */
@Singleton
public final class ControlPlane {
    private final Schema schema;
    private final JobRunner jobs;
    private final SigningKeys keys;
    private final Users users;
    private final Workspaces workspaces;

    ControlPlane(Schema schema, JobRunner jobs, SigningKeys keys, Users users, Workspaces workspaces) {
        this.schema = schema;
        this.jobs = jobs;
        this.keys = keys;
        this.users = users;
        this.workspaces = workspaces;
    }

    public void start() {
        schema.migrate();
        keys.keys();
        jobs.start();
    }

    public void stop() {
        jobs.stop();
    }

    /** The first administrator and a generated password, until somebody has signed in with it. */
    public Optional<Users.Created> firstStart() {
        var first = users.firstAdministrator();
        if (first.isPresent()) {
            workspaces.seedDemo();
        }
        return first;
    }
}
