package dev.berth.control.session;

import dev.berth.control.server.Server;
import java.util.List;
import java.util.Optional;

/**
 * The server of a session, or why there is none.
 *
 * @param sentence for the user
 * @param reason   for administrators
 * @param servers  what was found of all that came into question
 */
record MachineChoice(Optional<Server> server, String sentence, String reason, Explanation.Servers servers) {
    static MachineChoice of(Server server) {
        return new MachineChoice(Optional.of(server), "", "", new Explanation.Servers(server.name, 0, List.of(), ""));
    }

    static MachineChoice none(String sentence, String reason) {
        return new MachineChoice(
                Optional.empty(), sentence, reason, new Explanation.Servers(null, 0, List.of(), reason));
    }

    MachineChoice telling(Explanation.Servers found) {
        return new MachineChoice(server, sentence, reason, found.because(reason));
    }

    /** The server is there, and nothing connects it. */
    MachineChoice unreached(String sentence, String reason) {
        return new MachineChoice(server, sentence, reason, servers.because(reason));
    }
}
