package dev.berth.webapp.api;

import dev.berth.control.session.Session;
import dev.berth.control.session.SessionAction;
import dev.berth.control.user.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as its user and administrators see it. */
public record SessionView(
        UUID id,
        @Nullable UUID workspaceId,
        String workspaceName,
        String workspaceIcon,
        @Nullable UUID userId,
        String userName,
        String protocol,
        String state,
        Instant stateSince,
        @Nullable String stateDetail,
        List<String> actions,
        @Nullable Progress progress,
        @Nullable String endReason,
        @Nullable String endDetail,
        @Nullable String node,
        @Nullable String zone,
        double cores,
        long memoryBytes,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant keepaliveUntil,
        @Nullable Instant expiresAt,
        Instant serverTime,
        String kind,
        @Nullable String remote,
        @Nullable String server,
        @Nullable PolicyView policy) {
    /** Where a launch is. */
    public record Progress(
            String step,
            @Nullable Integer percent,
            @Nullable String detail) {}

    /** Which machine it is, only administrators are told. */
    static SessionView of(Session s, Caller viewer) {
        var remote = s.remote;
        var step = s.progressStep;
        var reason = s.endReason;
        return new SessionView(
                s.id,
                s.workspaceId,
                s.workspaceName,
                s.workspaceIcon,
                s.userId,
                s.userName,
                s.protocol.wireName(),
                s.state.wireName(),
                s.stateSince,
                s.stateDetail,
                s.actions().stream().map(SessionAction::wireName).toList(),
                step == null ? null : new Progress(step.wireName(), s.progressPercent, s.progressDetail),
                reason == null ? null : reason.wireName(),
                s.endDetail == null || s.endDetail.isEmpty() ? null : s.endDetail,
                s.nodeName,
                s.zone,
                s.cores,
                s.memoryBytes,
                s.createdAt,
                s.startedAt,
                s.endedAt,
                s.keepaliveUntil,
                s.expiresAt,
                Instant.now(),
                s.kind.wireName(),
                remote == null ? null : remote.wireName(),
                viewer.isAdministrator() ? s.serverName : null,
                remote == null ? null : PolicyView.of(s.policy()));
    }
}
