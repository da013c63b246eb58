package dev.berth.control.session;

import dev.berth.contract.OpenStream;
import dev.berth.control.user.LoginRepository;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams that nodes have open, held against the sign-ins and the sessions that they belong to. */
@Singleton
final class ReportedStreams {
    private final SessionRepository sessions;
    private final SessionPlacement placement;
    private final LoginRepository logins;
    private final Clock clock;

    ReportedStreams(SessionRepository sessions, SessionPlacement placement, LoginRepository logins, Clock clock) {
        this.sessions = sessions;
        this.placement = placement;
        this.logins = logins;
        this.clock = clock;
    }

    /** Keeps the sessions alive that somebody looks at, and finds the streams whose right has ended. */
    Set<OpenStream> withoutRight(Collection<OpenStream> open) {
        if (open.isEmpty()) {
            return Set.of();
        }
        var running = sessions.streaming(
                open.stream().map(OpenStream::sessionId).distinct().toList());
        var valid = logins.stillValid(
                open.stream().map(OpenStream::loginId).distinct().toList(), clock.instant());
        var cut = open.stream()
                .filter(stream -> !running.contains(stream.sessionId()) || !valid.contains(stream.loginId()))
                .collect(Collectors.toSet());
        placement.keepAlive(open.stream()
                .filter(stream -> !cut.contains(stream))
                .map(OpenStream::sessionId)
                .distinct()
                .toList());
        return cut;
    }
}
