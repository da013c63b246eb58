package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guacd program of this host, as a process of its own that yields to ours. It has no limits: a container keeps
 * hostile machines farther away.
 *
 * @param kept where the process is written down for the next start of this node
 */
record ProgramSource(Path program, int index, Path kept) implements Source {
    private static final String NICENESS = "5";

    @Override
    public String name() {
        return "program-" + index;
    }

    /** The first of this name on the search path. */
    static Optional<Path> onPath() {
        return Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(":")).stream())
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "guacd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public Running start() {
        if (!Files.isExecutable(program)) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    program + " is not a program that can be run. Correct --guacd-binary, or install guacd.");
        }
        var written = new ProcessFile(kept.resolve("guacd-" + index + ".pid"));
        try {
            written.endFormer();
            var home = Home.make();
            int port = freePort();
            var builder = new ProcessBuilder(command(port))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            var environment = builder.environment();
            environment.clear(); // our own may hold secrets
            environment.putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString(), "LC_ALL", "C.UTF-8"));
            var process = builder.start();
            written.write(process.toHandle());
            return new Running(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    () -> process.isAlive()
                            ? Optional.empty()
                            : Optional.of("guacd ended with exit code " + process.exitValue() + "."),
                    () -> {
                        written.end(process.toHandle());
                        Home.remove(home);
                    });
        } catch (IOException e) {
            throw new Problem(ProblemCode.UNAVAILABLE, program + " cannot be started: " + e.getMessage() + ".", e);
        }
    }

    /** Never as root, whoever we are. */
    private List<String> command(int port) {
        var words = new ArrayList<String>();
        if (Home.isRoot()) {
            words.addAll(List.of(
                    "setpriv",
                    "--reuid=" + Home.UNPRIVILEGED,
                    "--regid=" + Home.UNPRIVILEGED,
                    "--clear-groups",
                    "--no-new-privs"));
        }
        words.addAll(List.of("nice", "-n", NICENESS));
        words.addAll(List.of(program.toString(), "-f", "-b", "127.0.0.1", "-l", String.valueOf(port), "-L", "warning"));
        return words;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
