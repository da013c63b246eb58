package dev.berth.connectionproxy.trial;

import dev.berth.connectionproxy.dial.DialGuard;
import dev.berth.connectionproxy.guacd.Guacds;
import dev.berth.connectionproxy.guacd.Lease;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RemoteProtocol;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Connects a machine once, as a session would, and says how far it came and why no farther. */
@Singleton
public final class Trial {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** More at once would only disturb each other, and sessions. */
    private static final int AT_ONCE = 8;

    /** A terminal is drawn, empty, before the machine has let anybody in: one has to see more, or hear no complaint. */
    private static final int SSH_IMAGES = 3;

    private static final Duration SSH_PATIENCE = Duration.ofSeconds(6);

    private final Guacds guacds;
    private final DialGuard guard;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Trial(Guacds guacds, DialGuard guard) {
        this.guacds = guacds;
        this.guard = guard;
    }

    /** @throws Problem {@code UNAVAILABLE} when too many tests are under way; whatever is wrong with the machine is a step */
    public ConnectionTest.Result run(ConnectionTest test) {
        if (!places.tryAcquire()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "This connection proxy is busy with other tests. Try again in a moment.");
        }
        var steps = new Steps();
        try {
            run(new Machine(test), steps, Deadline.in(LONGEST));
            return steps.result();
        } catch (Problem noted) {
            Log.debugf("the test of %s ended: %s", test, noted.detail());
            return steps.result();
        } finally {
            places.release();
        }
    }

    private void run(Machine machine, Steps steps, Deadline deadline) {
        try (var lease = steps.take("guacd", guacds::lease, taken -> "guacd is there.")) {
            var test = machine.test;
            var found = steps.take("name", () -> guard.resolve(test.host()), all -> named(test.host(), all));
            machine.addresses = steps.take(
                    "network", () -> guard.permitted(test.host(), found), all -> "The connection proxy may dial it.");
            InetAddress dialled;
            try (var socket = steps.take("port", () -> open(machine), open -> "Port " + test.port() + " is open.")) {
                dialled = socket.getInetAddress();
                steps.take("protocol", () -> Greetings.exchange(machine, socket, deadline), detail -> detail);
            } catch (IOException closing) {
                throw new Problem(ProblemCode.TARGET_UNREACHABLE, "The connection cannot be closed.", closing);
            }
            var verdict = new Verdict(machine, steps);
            if (verdict.mayAgree()) {
                talk(lease, machine, dialled, verdict, deadline);
            }
        }
    }

    private static void talk(Lease lease, Machine machine, InetAddress dialled, Verdict verdict, Deadline deadline) {
        boolean ssh = machine.test.protocol() == RemoteProtocol.SSH;
        try (var guacd = new GuacdTalk(lease.address(), deadline)) {
            guacd.connect(machine.test.protocol().wireName(), machine.parameters(dialled));
            verdict.judge(guacd.outcome(ssh ? SSH_IMAGES : 1, SSH_PATIENCE));
        } catch (IOException broken) {
            verdict.noGuacd(broken);
        }
    }

    private Socket open(Machine machine) {
        return guard.connect(machine.test.host(), machine.addresses, machine.test.port());
    }

    private static String named(String host, java.util.List<InetAddress> addresses) {
        var list = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        return list.equals(host) ? host + " is an address." : host + " is " + list + ".";
    }
}
