package dev.berth.control.session;

import dev.berth.control.server.Server;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is on a server.
 *
 * @param sessions all of them
 * @param own      those of the user in question
 * @param others   how many other users there are
 */
record Occupants(long sessions, long own, long others) {
    static final Occupants NONE = new Occupants(0, 0, 0);

    /** Sessions for each that may be there; a server without a limit counts as one with very many. */
    double load(Server server) {
        var most = server.maxSessions;
        return sessions / (most == null ? 1000.0 : most);
    }

    /** In words, of so many that may be. */
    static String text(long sessions, @Nullable Integer most) {
        return most == null
                ? sessions + (sessions == 1 ? " session" : " sessions")
                : sessions + " of " + most + " sessions";
    }

    /** Why the user gets no session there; empty when there is one to be had. */
    Optional<MachineChoice> refusal(Server server, boolean alone) {
        if (!server.enabled) {
            return refused(
                    "This machine is out of service at the moment. Try again later, or ask an administrator.",
                    server.name + " is disabled");
        }
        if (alone && others > 0) {
            return refused(
                    "Somebody else works on this machine at the moment. Try again later.",
                    server.name + " is in use by another user");
        }
        var mostSessions = server.maxSessions;
        if (mostSessions != null && sessions >= mostSessions) {
            var reason = server.name + " has " + text(sessions, mostSessions);
            return own > 0
                    ? refused(
                            "You have a session on this machine already, and it takes no more. Open that one, or end it first.",
                            reason + ", " + own + " of this user")
                    : refused("This machine is full at the moment. Try again later.", reason);
        }
        var mostUsers = server.maxUsers;
        return mostUsers != null && own == 0 && others >= mostUsers
                ? refused(
                        "As many people as may work on this machine at the same time do so. Try again later.",
                        server.name + " has " + others + " of " + mostUsers + " users")
                : Optional.empty();
    }

    private static Optional<MachineChoice> refused(String sentence, String reason) {
        return Optional.of(MachineChoice.none(sentence, reason));
    }
}
