package dev.berth.agent;

import dev.berth.agent.AgentConfig.Isolation;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps workspaces off each other, off this host and off the cloud's metadata service, with chains of our own that are
 * replaced as a whole. They stay when the agent stops, because its containers go on.
 */
final class Firewall {
    private static final String FROM_SESSIONS = "-i " + Networks.BRIDGE_PREFIX + "+";
    private static final String FORWARD = "BERTH-FORWARD";
    private static final String INPUT = "BERTH-INPUT";
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin");
    private static final String LOCK_SECONDS = "5";
    private static final long TIMEOUT_SECONDS = 15;

    /** The names of the clouds' resolvers live beside the metadata service. */
    private static final List<String> CLOUD_RESOLVERS = List.of("169.254.169.253", "169.254.169.254");

    private final Isolation isolation;
    private final DockerHost host;
    private volatile @Nullable State state;

    private record State(Optional<String> failure) {}

    Firewall(Isolation isolation, DockerHost host) {
        this.isolation = isolation;
        this.host = host;
    }

    /**
     * Called before every launch; cheap once the rules were set.
     *
     * @throws Problem {@code UNAVAILABLE} when isolation is required and could not be had
     */
    void admit() {
        var now = state;
        if (now == null || isolation == Isolation.REQUIRE && now.failure.isPresent()) {
            now = ensure();
        }
        if (isolation == Isolation.REQUIRE && now.failure.isPresent()) {
            throw new Problem(ProblemCode.UNAVAILABLE, "This agent starts no workspace: " + now.failure.get());
        }
    }

    /** What an administrator should know and do; empty when all is well or nothing is wanted. */
    Optional<String> finding() {
        var now = state;
        return now == null ? Optional.empty() : now.failure;
    }

    /** Sets the rules, again if need be: other tools flush them. */
    synchronized State ensure() {
        State now;
        if (isolation == Isolation.OFF) {
            now = new State(Optional.empty());
        } else if (!host.isLocal()) {
            now = new State(Optional.of(sentence("the engine at " + host + " runs on another host")));
        } else {
            now = new State(set());
        }
        state = now;
        return now;
    }

    private static Optional<String> set() {
        try {
            set("iptables", rules4(), "DOCKER-USER");
            if (Files.exists(Path.of("/proc/net/if_inet6"))) {
                set("ip6tables", rules6(), "DOCKER-USER");
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(sentence(LastWords.plain(String.valueOf(e.getMessage()))));
        }
    }

    private static String sentence(String why) {
        return "Workspaces are not kept off this host and its cloud metadata (" + why
                + "). Give the agent CAP_NET_ADMIN and iptables, or set the rules yourself and"
                + " --agent-isolation=off.";
    }

    /** IPv4, in the language of iptables-restore. */
    static List<String> rules4() {
        var rules = new ArrayList<>(List.of(
                "*filter",
                ":" + FORWARD + " - [0:0]",
                ":" + INPUT + " - [0:0]",
                "-A " + FORWARD + " " + FROM_SESSIONS + " -o " + Networks.BRIDGE_PREFIX + "+ -j DROP"));
        for (var resolver : CLOUD_RESOLVERS) {
            for (var protocol : List.of("udp", "tcp")) {
                rules.add("-A " + FORWARD + " " + FROM_SESSIONS + " -d " + resolver + "/32 -p " + protocol
                        + " --dport 53 -j RETURN");
            }
        }
        rules.add("-A " + FORWARD + " " + FROM_SESSIONS + " -d 169.254.0.0/16 -j DROP");
        rules.addAll(input());
        return rules;
    }

    static List<String> rules6() {
        var rules = new ArrayList<>(List.of(
                "*filter",
                ":" + FORWARD + " - [0:0]",
                ":" + INPUT + " - [0:0]",
                "-A " + FORWARD + " " + FROM_SESSIONS + " -o " + Networks.BRIDGE_PREFIX + "+ -j DROP",
                "-A " + FORWARD + " " + FROM_SESSIONS + " -d fd00:ec2::/32 -j DROP",
                "-A " + FORWARD + " " + FROM_SESSIONS + " -d fe80::/10 -j DROP"));
        rules.addAll(input());
        return rules;
    }

    /** Sessions may answer the agent and never speak first. */
    private static List<String> input() {
        return List.of(
                "-A " + INPUT + " " + FROM_SESSIONS + " -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN",
                "-A " + INPUT + " " + FROM_SESSIONS + " -j DROP",
                "COMMIT",
                "");
    }

    private static void set(String tool, List<String> rules, String dockerChain) throws IOException {
        var restored = run(String.join("\n", rules), tool + "-restore", "--noflush", "-w", LOCK_SECONDS);
        if (restored.isPresent()) {
            throw new IOException(restored.get());
        }
        hook(tool, "INPUT", INPUT);
        // Docker looks at this chain before all its own; without it the built-in chain serves as well
        var docker = run("", tool, "-w", LOCK_SECONDS, "-n", "-L", dockerChain).isEmpty();
        hook(tool, docker ? dockerChain : "FORWARD", FORWARD);
    }

    private static void hook(String tool, String chain, String ours) throws IOException {
        if (run("", tool, "-w", LOCK_SECONDS, "-C", chain, "-j", ours).isPresent()) {
            var inserted = run("", tool, "-w", LOCK_SECONDS, "-I", chain, "1", "-j", ours);
            if (inserted.isPresent()) {
                throw new IOException(inserted.get());
            }
        }
    }

    /** What the tool complained about; empty when it succeeded. */
    private static Optional<String> run(String input, String... command) throws IOException {
        var name = command[0];
        var program = FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException(name + " is not installed")));
        var line = new ArrayList<>(Arrays.asList(command));
        line.set(0, program.toString());
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException unread) {
                // it ended without reading: its output says why
            }
            var said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(name + " does not finish");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(name + ": " + said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
