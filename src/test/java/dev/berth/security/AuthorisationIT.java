package dev.berth.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Every operation that the API describes, against everybody who must not use it. New ones are covered by themselves. */
class AuthorisationIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");
    private static final Set<String> OPEN = Set.of("POST /api/login");

    @TempDir
    private static Path directory;

    private static Program program;
    private static BerthClient admin;
    private static BerthClient user;
    private static List<Operation> operations;

    /** A method and a path without placeholders. */
    private record Operation(String method, String path) {
        boolean changes() {
            return !method.equals("GET");
        }

        boolean open() {
            return OPEN.contains(toString());
        }

        boolean administers() {
            return path.startsWith("/api/admin");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() {
        program = Program.in(directory, "web-app,database,zone-proxy")
                .with("login-attempts-per-minute", "10000")
                .start();
        admin = program.administrator();
        user = program.user(admin, "ordinary");
        operations = operations();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static List<Operation> operations() {
        var text = admin.get("/q/openapi").expect(200).raw().body();
        java.util.Map<String, java.util.Map<String, java.util.Map<String, Object>>> api = new Yaml().load(text);
        var found = new ArrayList<Operation>();
        api.get("paths")
                .forEach((path, methods) -> methods.keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> found.add(new Operation(
                                method.toUpperCase(),
                                path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString())))));
        assertTrue(found.size() >= 28, found::toString);
        assertTrue(found.stream().filter(Operation::administers).count() >= 15, found::toString);
        return found;
    }

    private static int status(BerthClient client, HttpRequest.Builder request) {
        return client.send(request).status();
    }

    private static HttpRequest.Builder call(BerthClient client, Operation operation) {
        return client.request(operation.path())
                .method(operation.method(), HttpRequest.BodyPublishers.ofString(operation.changes() ? "{}" : ""));
    }

    private static HttpRequest.Builder bare(Operation operation) {
        return HttpRequest.newBuilder(URI.create(admin.base() + operation.path()))
                .header("Content-Type", "application/json")
                .method(operation.method(), HttpRequest.BodyPublishers.ofString(operation.changes() ? "{}" : ""));
    }

    @Test
    void nothingWorksWithoutASignIn() {
        for (var operation : operations) {
            if (!operation.open()) {
                var answer = program.client().send(call(program.client(), operation));
                assertEquals(401, answer.status(), operation::toString);
                assertEquals("unauthenticated", answer.code(), operation::toString);
            }
        }
    }

    @Test
    void aForgedCookieIsNone() {
        for (var operation : operations) {
            if (!operation.open()) {
                var forged = bare(operation).header("Cookie", "__Host-berth=" + "A".repeat(43));
                assertEquals(401, status(program.client(), forged), operation::toString);
            }
        }
    }

    @Test
    void usersDoNotAdminister() {
        for (var operation : operations) {
            if (operation.administers()) {
                var answer = user.send(call(user, operation));
                assertEquals(403, answer.status(), operation::toString);
                assertEquals("forbidden", answer.code(), operation::toString);
            }
        }
    }

    @Test
    void aChangeNeedsItsToken() {
        for (var operation : operations) {
            if (operation.changes() && !operation.open()) {
                for (var client : List.of(admin, user)) {
                    var without = client.send(bare(operation).header("Origin", client.base()));
                    assertEquals(403, without.status(), operation::toString);
                    assertEquals("csrf", without.code(), operation::toString);
                }
                var wrong = admin.send(bare(operation).header("X-CSRF-Token", user.csrfToken()));
                assertEquals("csrf", wrong.code(), operation::toString);
            }
        }
    }

    @Test
    void aChangeComesFromOurOwnPage() {
        var foreign = List.of(
                "https://evil.example",
                "null",
                "https://localhost.evil.example:" + program.port(),
                "https://localhost:" + program.sessionPort(),
                "https://localhost:" + Program.freePort(),
                "http://localhost:" + program.port(),
                "https://127.0.0.1:" + program.port(),
                "https://localhost:" + program.port() + "@evil.example",
                "file://");
        for (var operation : operations) {
            if (operation.changes()) {
                for (var origin : foreign) {
                    var request = bare(operation)
                            .header("X-CSRF-Token", admin.csrfToken())
                            .header("Origin", origin);
                    var answer = admin.send(request);
                    assertEquals(403, answer.status(), () -> operation + " from " + origin);
                    assertEquals("foreign-origin", answer.code(), () -> operation + " from " + origin);
                }
            }
        }
    }

    @Test
    void anotherSiteMayNotReadEither() {
        for (var operation : operations) {
            var answer = admin.send(bare(operation).header("Origin", "https://evil.example"));
            assertTrue(
                    answer.raw()
                            .headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .isEmpty(),
                    operation::toString);
        }
    }

    /** CVE-2024-28179: the upgrade took another path than the request, without its checks. */
    @Test
    void anUpgradeOpensNothing() {
        var paths = new ArrayList<>(operations);
        for (var more :
                List.of("/", "/q/health", "/q/metrics", "/index.html", "/internal/agent/x", "/internal/control/x")) {
            paths.add(new Operation("GET", more));
        }
        paths.add(new Operation("GET", "/desktop/" + UUID.randomUUID() + "/"));
        paths.add(new Operation("GET", "/desktop/" + UUID.randomUUID() + "/websockify"));
        for (var operation : paths) {
            for (var origin : List.of("", "Origin: " + admin.base() + "\r\n", "Origin: https://evil.example\r\n")) {
                var answer = Wire.ask(
                        program.port(),
                        operation.method() + " " + operation.path() + " HTTP/1.1\r\nHost: localhost:" + program.port()
                                + "\r\n" + origin + Wire.HANDSHAKE + "\r\n");
                boolean refused = answer.status() == 0 || answer.status() >= 400;
                boolean page = !operation.path().startsWith("/api") && answer.status() == 200 && isPublic(operation);
                assertTrue(refused || page, () -> operation + " " + origin + answer.head());
            }
        }
    }

    /** The console's page and health are for everybody; a refused upgrade may as well show them. */
    private static boolean isPublic(Operation operation) {
        return Set.of("/", "/index.html", "/q/health", "/q/metrics").contains(operation.path());
    }

    @Test
    void aMethodThatIsNotServedOpensNothing() {
        for (var method : List.of("PROPFIND", "TRACE", "OPTIONS", "HEAD", "PUT", "get")) {
            for (var operation : operations) {
                var answer = Wire.ask(
                        program.port(),
                        method + " " + operation.path() + " HTTP/1.1\r\nHost: localhost:" + program.port()
                                + "\r\nConnection: close\r\n\r\n");
                assertTrue(
                        answer.status() >= 400
                                || method.equals("OPTIONS") && answer.body().isEmpty(),
                        () -> method + operation + answer.head());
                assertFalse(answer.has("access-control-allow"), answer::head);
            }
        }
    }
}
