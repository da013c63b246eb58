package dev.berth.control.session;

import dev.berth.contract.LaunchStep;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.user.Caller;
import dev.berth.control.user.UserRepository;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.zone.ZoneWish;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** What every launch begins with. */
@Singleton
public class NewSessions {
    private final SessionRepository sessions;
    private final UserRepository users;
    private final SessionConfig config;
    private final Clock clock;

    NewSessions(SessionRepository sessions, UserRepository users, SessionConfig config, Clock clock) {
        this.sessions = sessions;
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A row that is not kept yet. The user's own is locked, so that two launches of one user count each other.
     *
     * @throws Problem {@code SESSION_LIMIT}
     */
    @Transactional
    Session begin(UUID id, Workspace workspace, ZoneWish wish, Caller caller) {
        users.findById(caller.userId(), LockModeType.PESSIMISTIC_WRITE);
        if (sessions.liveOf(caller.userId()) >= config.perUser()) {
            throw new Problem(
                    ProblemCode.SESSION_LIMIT,
                    "You have as many sessions as you may: " + config.perUser() + ". End one that you do not need.");
        }
        return requested(id, workspace, wish, caller);
    }

    private Session requested(UUID id, Workspace workspace, ZoneWish wish, Caller caller) {
        var now = clock.instant();
        var session = new Session();
        session.id = id;
        session.incarnation = 1;
        session.console = wish.page();
        session.userId = caller.userId();
        session.userName = caller.name();
        session.workspaceId = workspace.id;
        session.workspaceName = workspace.name;
        session.workspaceIcon = workspace.icon;
        session.kind = workspace.kind;
        session.protocol = workspace.protocol;
        session.cores = workspace.cores;
        session.memoryBytes = workspace.memoryBytes;
        session.gpus = workspace.gpus;
        session.timeLimitSeconds = workspace.sessionTimeLimitSeconds;
        session.keepaliveAction = workspace.keepaliveAction;
        session.state = SessionState.REQUESTED;
        session.stateSince = now;
        session.progressStep = LaunchStep.WAITING;
        session.createdAt = now;
        session.keepaliveUntil = now.plus(config.keepalive());
        session.leaseUntil = now.plus(SessionSteps.LEASE);
        return session;
    }
}
