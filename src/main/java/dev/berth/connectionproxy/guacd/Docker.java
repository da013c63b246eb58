package dev.berth.connectionproxy.guacd;

import dev.berth.connectionproxy.guacd.Command.Outcome;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The Docker Engine of this host by its own command. All that is made bears our label; nothing else is touched. */
final class Docker {
    static final String LABEL = "dev.berth.guacd";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PULL = Duration.ofMinutes(15);
    private static final String NO_GUACD = "There is no guacd for this connection proxy: ";
    private static final String REMEDY = " Pull the image given with --guacd-image, install guacd and name it with"
            + " --guacd-binary, or name one that runs elsewhere with --guacd.";

    /** What holds for every container, whatever its limits. */
    private static final List<String> ISOLATION = List.of(
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--user=1000:1000",
            "--env=HOME=/tmp",
            "--ulimit=core=0",
            "--restart=no",
            "--log-opt=max-size=1m",
            "--log-opt=max-file=2");

    private final UUID node;

    Docker(UUID node) {
        this.node = node;
    }

    String name() {
        return "berth-guacd-" + node.toString().substring(0, 8);
    }

    /** A name that firewall rules can know; the kernel takes 15 characters. */
    private String bridge() {
        return "bgd-" + node.toString().substring(0, 8);
    }

    private String label() {
        return LABEL + "=" + node;
    }

    void ensureImage(String image) {
        if (docker(SOON, "image", "inspect", "--format={{.Id}}", image).succeeded()) {
            return;
        }
        engineAnswers();
        var pulled = docker(PULL, "pull", "--quiet", image);
        if (!pulled.succeeded()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    NO_GUACD + "the image " + image + " is not on the engine and cannot be pulled ("
                            + pulled.lastWords() + ")." + REMEDY);
        }
    }

    private void engineAnswers() {
        var version = docker(SOON, "version", "--format={{.Server.Version}}");
        if (!version.succeeded()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    NO_GUACD + "the Docker Engine does not answer (" + version.lastWords() + ")." + REMEDY);
        }
    }

    /** A bridge of its own, whose containers do not reach each other. The engine would make a second of the same name. */
    synchronized void ensureNetwork() {
        var there = docker(SOON, "network", "inspect", "--format={{index .Labels \"" + LABEL + "\"}}", name());
        if (there.succeeded() && there.said().strip().equals(node.toString())) {
            return;
        }
        orFail(docker(
                SOON,
                "network",
                "create",
                "--driver=bridge",
                "--label=" + label(),
                "--opt=com.docker.network.bridge.enable_icc=false",
                "--opt=com.docker.network.bridge.name=" + bridge(),
                name()));
    }

    /** All that is left of ours, also by a start that was broken off. */
    void removeAll() {
        try {
            ids(docker(SOON, "ps", "--all", "--quiet", "--filter=label=" + label()))
                    .forEach(id -> docker(SOON, "rm", "-f", id));
            ids(docker(SOON, "network", "ls", "--quiet", "--filter=label=" + label()))
                    .forEach(id -> docker(SOON, "network", "rm", id));
        } catch (Problem unreachable) {
            Log.debugf("containers of guacd stay for the next start: %s", unreachable.detail());
        }
    }

    void run(String container, List<String> limits, String image) {
        var words = new ArrayList<>(
                List.of("run", "--detach", "--name=" + container, "--label=" + label(), "--network=" + name()));
        words.addAll(ISOLATION);
        words.addAll(limits);
        words.add(image);
        orFail(docker(SOON, words.toArray(String[]::new)));
    }

    /** Succeeds when there is none; one of this name that is not ours stays. */
    void remove(String container) {
        var ours = docker(
                SOON, "ps", "--all", "--quiet", "--filter=label=" + label(), "--filter=name=^/" + container + "$");
        ids(ours).forEach(id -> docker(SOON, "rm", "-f", id));
    }

    private static List<String> ids(Outcome listed) {
        return listed.said().lines().filter(id -> id.matches("[0-9a-f]{12,64}")).toList();
    }

    String inspect(String container, String format) {
        return docker(SOON, "inspect", "--type=container", "--format=" + format, container)
                .said()
                .strip();
    }

    /** Empty while it runs, or while the engine does not tell. */
    Optional<String> death(String container) {
        var state = docker(
                SOON,
                "inspect",
                "--type=container",
                "--format={{.State.Running}} {{.State.OOMKilled}} {{.State.ExitCode}}",
                container);
        if (!state.succeeded()) {
            return state.said().contains("No such")
                    ? Optional.of("The guacd container was removed by somebody else.")
                    : Optional.empty();
        }
        var words = state.said().strip().split(" ");
        if (words[0].equals("true")) {
            return Optional.empty();
        }
        if (words[1].equals("true")) {
            return Optional.of("The guacd container had no memory left. Give it more with --guacd-memory.");
        }
        var log = docker(SOON, "logs", "--tail=3", container);
        return Optional.of("The guacd container ended with exit code " + words[2]
                + (log.said().isBlank() ? "." : ": " + log.lastWords() + "."));
    }

    int cpus() {
        var count = docker(SOON, "info", "--format={{.NCPU}}").said().strip();
        return count.matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(count)
                : Runtime.getRuntime().availableProcessors();
    }

    private static void orFail(Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "The guacd container cannot be started (" + outcome.lastWords() + ").");
        }
    }

    private static Outcome docker(Duration longest, String... arguments) {
        var words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        try {
            return Command.run(longest, words);
        } catch (IOException e) {
            var missing = String.valueOf(e.getMessage()).matches("(?s).*error[=:] ?2\\b.*");
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    NO_GUACD
                            + (missing ? "neither guacd nor docker is installed here." : e.getMessage() + ".")
                            + REMEDY,
                    e);
        }
    }
}
