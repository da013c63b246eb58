package dev.berth.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong settings and broken files: each start ends at once, with sentences for people, and leaves nothing running. */
class ConfigurationErrorsIT {
    /** As sysexits(3) has it. */
    static final int CONFIGURATION = 78;

    @TempDir
    private Path directory;

    private Program program() {
        return Program.in(directory, "all").endingSoon();
    }

    /** What the program said on its way out, a line each. */
    private List<String> refused(Program program) {
        try (var running = program.launch()) {
            assertEquals(CONFIGURATION, running.exitCode(), program::errors);
            var lines = program.errors().lines().toList();
            assertTrue(
                    !lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith("berth: ")), program::errors);
            assertEquals("", program.output());
            assertEquals(List.of(), left(directory));
            return lines;
        }
    }

    private void refusedOnce(Program program, String... parts) {
        var lines = refused(program);
        assertEquals(1, lines.size(), lines::toString);
        for (var part : parts) {
            assertTrue(lines.getFirst().contains(part), lines::toString);
        }
    }

    /** Processes that know the directory. */
    static List<String> left(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rolez              | all                     | no flag --rolez. Did you mean '--roles'?",
                "roles              | web-ap                  | no role 'web-ap'. Did you mean 'web-app'?",
                "roles              | web-app                 | needs a database",
                "acme-names         | proxy.example.org       | says nothing without --acme-directory",
                "port               | 99999                   | --port: '99999' is not a whole number from 0 to 65535",
                "port               | https                   | --port: 'https' is not a whole number",
                "session-keepalive  | -5s                     | --session-keepalive: '-5s' is negative",
                "check-in-interval  | 0                       | --check-in-interval: '0' is too short; at least 100 ms",
                "agent-memory-reserve | lots                  | 'lots' is not a size like 512M",
                "agent-cpu-overcommit | NaN                   | 'NaN' is not a number like 1.5",
                "agent-isolation    | maybe                   | 'maybe' is not one of prefer, require, off",
                "agent-privileged-overrides | ture            | 'ture' is not true or false",
                "agent-docker-host  | localhost               | --agent-docker-host: The Docker host must look like unix://",
                "trusted-proxies    | 10.0.1.10,10.0.2.0/33  | '10.0.2.0/33' is not an address like",
                "agent-network-range | 10.0.0.0               | '10.0.0.0' is no IPv4 range like",
                "guacd              | localhost               | --guacd: 'localhost' is not an address like 127.0.0.1:4822",
                "guacd-image        | --privileged            | --guacd-image: '--privileged' is not an image like",
                "dial-allow         | 10.0.0.0/8,10.0.0.0/33  | --dial-allow: '10.0.0.0/33' is not a network like",
                "log-level          | loud                    | 'loud' is not one of error, warn, info, debug",
                "log-file           | /nonexistent/dir/log    | --log-file: /nonexistent/dir/log cannot be written: it does not exist",
                "allow-origin       | berth.example.org       | 'berth.example.org' is not an address like https://",
                "allow-origin       | https://b.example/path  | is not an address like https://",
                "advertised-address | here                    | 'here' is not an address like https://",
                "name               | a b                     | --name: 'a b' is not a name",
                "zone               | ``                      | --zone has no value",
                "listen             | nohost.invalid          | --listen: cannot listen on nohost.invalid",
                "listen             | 203.0.113.7             | --listen: cannot listen on 203.0.113.7",
                "config             | /nonexistent/berth.conf | /nonexistent/berth.conf cannot be read: it does not exist",
                "data-dir           | /dev/null/data          | The data directory /dev/null/data cannot be used",
                "data-dir           | /proc/berth             | Choose one that this user may write with --data-dir",
                "tls-certificate    | /etc/hostname           | --tls-certificate and --tls-key go together",
                "database-url       | mysql://db/berth        | --database-url must look like jdbc:postgresql://",
                "database-password-file | /nonexistent         | --database-password-file: /nonexistent is not a file",
                "session-per-user   | 0                       | --session-per-user: '0' is too small; at least 1",
            })
    void aWrongFlagIsNamed(String flag, String value, String sentence) {
        refusedOnce(program().with(flag, value), sentence);
    }

    @Test
    void everyWrongValueIsToldAtOnceBeforeAnythingStarts() {
        var lines = refused(program()
                .with("check-in-interval", "abc")
                .with("session-per-user", "x")
                .with("agent-launch-timeout", "soon")
                .environment("BERTH_ROLEZ", "all"));
        assertEquals(4, lines.size(), lines::toString);
        var all = String.join("\n", lines);
        assertTrue(all.contains("--check-in-interval: 'abc' is not a duration like 30s, 15m or 12h."), all);
        assertTrue(all.contains("--session-per-user: 'x' is not a whole number."), all);
        assertTrue(all.contains("--agent-launch-timeout: 'soon' is not a duration"), all);
        assertTrue(all.contains("BERTH_ROLEZ. Did you mean 'BERTH_ROLES'?"), all);
        assertTrue(Files.notExists(directory.resolve("data")));
    }

    @Test
    void aWrongKeyOfTheFileIsNamed() throws IOException {
        var file = Files.writeString(directory.resolve("berth.conf"), "rolez = all\n");
        refusedOnce(program().with("config", file.toString()), "no key 'rolez' (in " + file, "Did you mean 'roles'?");
        refusedOnce(program().with("config", directory.toString()), "cannot be read");
    }

    @Test
    void aPortInUseIsNamedWithItsFlag() throws IOException {
        var program = program();
        try (var taken = new ServerSocket(program.sessionPort(), 1, InetAddress.getByName("127.0.0.1"))) {
            refusedOnce(program, ":" + taken.getLocalPort(), "Address already in use", "--session-port");
        }
        var both = program();
        refusedOnce(both.with("http-port", "" + both.port()), "--http-port and --port are both");
    }

    @Test
    void certificatesAreCheckedBeforeTheyAreShown() throws Exception {
        var own = certificate("own", "ec");
        var other = certificate("other", "rsa");
        var text = Files.writeString(directory.resolve("text"), "not PEM\n");
        refusedOnce(tls(text, own.resolve("key.pem")), "holds no certificate in PEM form");
        refusedOnce(tls(own.resolve("certificate.pem"), text), "holds no private key in PEM form");
        refusedOnce(tls(own.resolve("certificate.pem"), own.resolve("certificate.pem")), "holds no private key");
        refusedOnce(
                tls(own.resolve("certificate.pem"), other.resolve("key.pem")), "does not belong to the certificate");
        refusedOnce(tls(directory.resolve("none"), own.resolve("key.pem")), "none is not a file that can be read");
        refusedOnce(tls(directory, own.resolve("key.pem")), "is not a file that can be read");
        refusedOnce(tls(own.resolve("certificate.pem"), own.resolve("locked.pem")), "is encrypted");
    }

    private Program tls(Path certificate, Path key) {
        return program().with("tls-certificate", certificate.toString()).with("tls-key", key.toString());
    }

    private Path certificate(String name, String kind) throws Exception {
        var made = Files.createDirectories(directory.resolve(name));
        var algorithm = kind.equals("ec") ? List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256") : List.of("rsa:2048");
        var command = Stream.of(
                        List.of("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=" + name),
                        List.of("-newkey"),
                        algorithm,
                        List.of("-keyout", made + "/key.pem", "-out", made + "/certificate.pem"))
                .flatMap(List::stream)
                .toList();
        run(command);
        run(List.of(
                "openssl",
                "pkcs8",
                "-topk8",
                "-in",
                made + "/key.pem",
                "-passout",
                "pass:x",
                "-out",
                made + "/locked.pem"));
        return made;
    }

    private static void run(List<String> command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).start().waitFor(), command::toString);
    }
}
