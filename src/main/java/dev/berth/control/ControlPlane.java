package dev.berth.control;

import dev.berth.contract.NodeAddress;
import dev.berth.control.job.JobRunner;
import dev.berth.control.secret.SigningKeys;
import dev.berth.control.session.SessionLauncher;
import dev.berth.control.user.FirstAdministrator;
import dev.berth.control.workspace.Workspaces;
import jakarta.inject.Singleton;

/** The life of the control plane in this process. */
@Singleton
public final class ControlPlane {
    private final StartPatience patience;
    private final Schema schema;
    private final JobRunner jobs;
    private final SigningKeys keys;
    private final FirstAdministrator administrator;
    private final Workspaces workspaces;
    private final SessionLauncher launcher;

    ControlPlane(
            StartPatience patience,
            Schema schema,
            JobRunner jobs,
            SigningKeys keys,
            FirstAdministrator administrator,
            Workspaces workspaces,
            SessionLauncher launcher) {
        this.patience = patience;
        this.launcher = launcher;
        this.schema = schema;
        this.jobs = jobs;
        this.keys = keys;
        this.administrator = administrator;
        this.workspaces = workspaces;
    }

    /** @param more of the start that needs the database too */
    public void start(Runnable more) {
        patience.during(() -> {
            schema.migrate();
            keys.keys();
            jobs.start();
            more.run();
        });
    }

    /** Jobs and launches under way pass on to another web app at once. */
    public void handOver() {
        jobs.stop();
        launcher.handOver();
    }

    public void stop() {
        jobs.stop();
    }

    /** The first administrator and a generated password, until somebody has signed in with it. */
    public FirstAdministrator.FirstStart firstStart(NodeAddress self) {
        var first = administrator.at(self);
        if (first.created().isPresent()) {
            workspaces.seedDemo();
        }
        return first;
    }
}
