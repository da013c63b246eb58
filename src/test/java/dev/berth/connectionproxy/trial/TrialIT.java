package dev.berth.connectionproxy.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.connectionproxy.guacd.TestGuacds;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.ConnectionTest.Result;
import dev.berth.contract.RemoteProtocol;
import dev.berth.topology.TargetMachine;
import dev.berth.topology.TestGuacd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The connection test with a real guacd and real machines: each failure stops at its own step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialIT {
    private static final String NONE = "";

    private final TestGuacd guacd = new TestGuacd();
    private final TargetMachine ssh = TargetMachine.ssh();
    private final TargetMachine vnc = TargetMachine.vnc();
    private final TargetMachine rdp = TargetMachine.rdp();
    private final TargetMachine nla = TargetMachine.nla();
    private Trial trial;

    @BeforeAll
    void start() {
        trial = Trials.with(TestGuacds.at(guacd.address()));
    }

    @AfterAll
    void stop() {
        for (var one : List.<AutoCloseable>of(guacd, ssh, vnc, rdp, nla)) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Result run(RemoteProtocol protocol, String host, int port, String... parameters) {
        var given = new HashMap<String, String>();
        for (var parameter : parameters) {
            given.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }
        return trial.run(new ConnectionTest(protocol, host, port, Map.copyOf(given)));
    }

    /** A machine that is slow for once is tried again: the trial waits no longer than a person would. */
    private static Result tried(Supplier<Result> run, Predicate<Result> fits) {
        var result = run.get();
        for (int more = 0; more < 3 && !fits.test(result); more++) {
            result = run.get();
        }
        return result;
    }

    private static void works(Supplier<Result> run) {
        var result = tried(run, Result::ok);
        assertTrue(result.ok(), result::toString);
        assertEquals(
                List.of("guacd", "name", "network", "port", "protocol", "security", "credentials", "picture"),
                result.steps().stream().map(ConnectionTest.Step::name).toList(),
                result::toString);
    }

    private static void fails(Supplier<Result> run, String step, String... parts) {
        var result = tried(run, r -> !r.ok() && r.steps().getLast().name().equals(step));
        assertFalse(result.ok(), result::toString);
        var last = result.steps().getLast();
        assertEquals(step, last.name(), result::toString);
        assertTrue(
                result.steps().stream().limit(result.steps().size() - 1).allMatch(ConnectionTest.Step::ok),
                result::toString);
        for (var part : parts) {
            assertTrue(last.detail().contains(part), last::toString);
        }
    }

    @Test
    void ssh() {
        works(() -> run(RemoteProtocol.SSH, ssh.address(), 22, "username=demo", "password=demo-pass"));
        fails(
                () -> run(RemoteProtocol.SSH, ssh.address(), 22, "username=demo", "password=wrong"),
                "credentials",
                "refuses the user name, the password or the key");
    }

    @Test
    void vnc() {
        works(() -> run(RemoteProtocol.VNC, vnc.address(), 5901, "password=demo-pass"));
        fails(() -> run(RemoteProtocol.VNC, vnc.address(), 5901, "password=wrong"), "credentials", "refuses");
        var asked = run(RemoteProtocol.VNC, vnc.address(), 5901);
        assertTrue(asked.ok(), asked::toString);
        assertTrue(asked.steps().getLast().detail().contains("asks for password"), asked::toString);
    }

    @Test
    void rdp() {
        var signIn = new String[] {"username=demo", "password=demo-pass", NONE};
        signIn[2] = "ignore-cert=true";
        works(() -> run(RemoteProtocol.RDP, rdp.address(), 3389, signIn));
        signIn[2] = "ignore-cert=false";
        var refused = run(RemoteProtocol.RDP, rdp.address(), 3389, signIn);
        fails(() -> refused, "security", "is not trusted", "sha256:");
        signIn[2] = "cert-fingerprints=sha256:00:11";
        fails(
                () -> run(RemoteProtocol.RDP, rdp.address(), 3389, signIn),
                "security",
                "another certificate than the pinned");
        fails(
                () -> run(
                        RemoteProtocol.RDP, rdp.address(), 3389, "username=demo", "password=demo-pass", "security=nla"),
                "security",
                "does not accept the security mode nla");
    }

    @Test
    void nla() {
        works(() -> run(
                RemoteProtocol.RDP, nla.address(), 3389, "username=demo", "password=demo-pass", "ignore-cert=true"));
        fails(
                () -> run(
                        RemoteProtocol.RDP, nla.address(), 3389, "username=demo", "password=wrong", "ignore-cert=true"),
                "credentials",
                "refuses");
        fails(
                () -> run(
                        RemoteProtocol.RDP,
                        nla.address(),
                        3389,
                        "username=demo",
                        "password=demo-pass",
                        "security=tls",
                        "ignore-cert=true"),
                "security",
                "security mode tls");
    }

    @Test
    void whatIsNoMachine() {
        fails(() -> run(RemoteProtocol.SSH, "nowhere.invalid", 22), "name", "nowhere.invalid is not known");
        fails(() -> run(RemoteProtocol.SSH, "127.0.0.1", 22), "network", "loopback", "--dial-allow");
        fails(() -> run(RemoteProtocol.SSH, "169.254.169.254", 80), "network", "metadata");
        fails(() -> run(RemoteProtocol.SSH, ssh.address(), 23), "port", "is closed");
        fails(() -> run(RemoteProtocol.VNC, ssh.address(), 22), "protocol", "no VNC server", "SSH-2.0");
        fails(() -> run(RemoteProtocol.RDP, ssh.address(), 22), "protocol", "An SSH server answers there");
        fails(() -> run(RemoteProtocol.SSH, vnc.address(), 5901), "protocol", "no SSH server", "RFB");
        fails(() -> run(RemoteProtocol.VNC, rdp.address(), 3389), "protocol");
    }

    @Test
    void aMachineThatIsGone() {
        var gone = TargetMachine.ssh();
        gone.suffer("pause");
        try {
            fails(() -> run(RemoteProtocol.SSH, gone.address(), 22), "protocol", "says nothing");
        } finally {
            gone.suffer("unpause");
            gone.close();
        }
        fails(() -> run(RemoteProtocol.SSH, "172.17.255.254", 22), "port");
    }

    @Test
    void noGuacd() {
        var none = Trials.with(TestGuacds.none());
        fails(
                () -> none.run(new ConnectionTest(RemoteProtocol.SSH, ssh.address(), 22, Map.of())),
                "guacd",
                "--guacd=none");
    }
}
