package dev.berth.control.session;

import dev.berth.control.server.Server;
import java.util.Optional;

/**
 * The server of a session, or why there is none.
 *
 * @param sentence for the user
 * @param reason   for administrators
 */
record MachineChoice(Optional<Server> server, String sentence, String reason) {
    static MachineChoice of(Server server) {
        return new MachineChoice(Optional.of(server), "", "");
    }

    static MachineChoice none(String sentence, String reason) {
        return new MachineChoice(Optional.empty(), sentence, reason);
    }
}
