package dev.berth.connectionproxy.trial;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Exchanges the first words of a protocol with a machine, to know that it is spoken there. */
final class Greetings {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Hyper-V's console begins with words of its own. */
    private static final String VMCONNECT = "vmconnect";

    private Greetings() {}

    /**
     * @return what was found, in a sentence
     * @throws Problem {@code TARGET_UNREACHABLE} when something else is there, {@code TIMEOUT} when nothing is said
     */
    static String exchange(Machine machine, Socket socket, Deadline deadline) {
        var protocol = machine.test.protocol();
        try {
            socket.setSoTimeout(deadline.millis(ANSWER));
            var in = new Bounded(socket.getInputStream(), deadline);
            var out = socket.getOutputStream();
            return switch (protocol) {
                case SSH -> SshHello.read(in);
                case VNC -> {
                    var hello = VncHello.read(in, out);
                    machine.vnc = Optional.of(hello);
                    yield "A VNC server answers: " + Banner.shown(hello.version()) + ".";
                }
                case RDP -> {
                    if (machine.parameter("security").equals(VMCONNECT)) {
                        yield "Not checked for Hyper-V consoles.";
                    }
                    var hello = RdpHello.read(in, out, RdpHello.offer(machine.parameter("security")));
                    machine.rdp = Optional.of(hello);
                    if (hello.refusal().isEmpty() && hello.chosen() != RdpHello.STANDARD) {
                        machine.certificate = RdpCertificate.of(socket);
                    }
                    yield "An RDP server answers.";
                }
            };
        } catch (SocketTimeoutException silent) {
            throw new Problem(
                    ProblemCode.TIMEOUT,
                    "The port is open, but whoever listens there says nothing that an " + protocol.name()
                            + " server says within " + ANSWER.toSeconds() + " s.",
                    silent);
        } catch (IOException other) {
            throw new Problem(
                    ProblemCode.TARGET_UNREACHABLE,
                    "The port is open, but no " + protocol.name() + " server answers there: " + other.getMessage()
                            + ".",
                    other);
        }
    }
}
