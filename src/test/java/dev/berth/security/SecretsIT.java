package dev.berth.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Containers;
import dev.berth.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a whole working day, at the lowest log level: no secret in a log, in an answer, or readable on the disk. */
class SecretsIT {
    private static final String REGISTRY_PASSWORD = "registry-secret-3141592";
    private static final String TYPED = "a-password-typed-wrong-2718";
    private static final Pattern STREAM_PASSWORD = Pattern.compile("\"VNC_PW=([^\"]+)\"");

    @TempDir
    private Path directory;

    @Test
    void secretsStayWhereTheyBelong() throws IOException {
        try (var program =
                Program.in(directory, "all").with("log-level", "debug").start()) {
            var secrets = new LinkedHashMap<String, String>();
            var admin = program.administrator();
            secrets.put("chosen password", BerthClient.PASSWORD);
            var user = program.user(admin, "worker");
            secrets.put("sign-in cookie", user.cookie("__Host-berth", "/"));
            secrets.put("administrator's cookie", admin.cookie("__Host-berth", "/"));
            secrets.put("password in the name field", TYPED);
            program.client()
                    .post("/api/login", Map.of("name", "worker", "password", TYPED))
                    .expect(401);
            var session = work(program, user, admin, secrets);
            var pages = answers(admin, session);
            for (var secret : secrets.entrySet()) {
                assertTrue(secret.getValue().length() >= 6, secret.getKey());
                assertFalse(program.output().contains(secret.getValue()), secret.getKey() + " on standard output");
                assertFalse(program.errors().contains(secret.getValue()), secret.getKey() + " in the log");
                pages.forEach((path, answer) ->
                        assertFalse(answer.contains(secret.getValue()), secret.getKey() + " in " + path));
            }
            assertFalse(program.errors().contains(program.firstPassword()), "the first password in the log");
            privateFiles(program.dataDirectory(), secrets);
            admin.delete("/api/sessions/" + session).expect(202);
            admin.session(session, "ended");
        }
    }

    private static String work(Program program, BerthClient user, BerthClient admin, Map<String, String> secrets) {
        var workspace = admin.workspace(Map.of(
                "name", "Guarded",
                "image", "127.0.0.1:1/team/guarded:1",
                "registryUser", "robot",
                "registryPassword", REGISTRY_PASSWORD));
        secrets.put("registry password", REGISTRY_PASSWORD);
        admin.session(admin.launch(workspace), "ended");
        var session = user.launch(user.demoWorkspace());
        user.session(session, "running");
        var grant = user.connect(session).path("grant").asText();
        secrets.put("used grant", grant);
        secrets.put("stream token", user.cookie("berth-stream", "/desktop/" + session + "/"));
        var waiting =
                user.post("/api/sessions/" + session + "/connect", Map.of()).expect(200);
        secrets.put("unused grant", waiting.body().path("grant").asText());
        Wire.ask(
                program.port(),
                "GET /desktop/" + session + "/websockify HTTP/1.1\r\nHost: localhost:" + program.port() + "\r\nOrigin: "
                        + user.base() + "\r\nCookie: berth-stream=" + secrets.get("stream token") + "\r\n"
                        + Wire.HANDSHAKE + "\r\n");
        var inspected = STREAM_PASSWORD.matcher(Containers.docker("inspect", Containers.of(session)));
        assertTrue(inspected.find());
        secrets.put("stream password of the container", inspected.group(1));
        return session;
    }

    /** All that can be read, by an administrator, who can read most. */
    private static Map<String, String> answers(BerthClient admin, String session) {
        var answers = new LinkedHashMap<String, String>();
        for (var path : List.of(
                "/api/workspaces",
                "/api/sessions",
                "/api/sessions/" + session,
                "/api/admin/workspaces",
                "/api/admin/sessions?state=all",
                "/api/admin/users",
                "/api/admin/nodes",
                "/api/admin/system",
                "/api/admin/audit?limit=1000",
                "/q/health",
                "/q/metrics",
                "/q/openapi")) {
            answers.put(path, admin.get(path).expect(200).raw().body());
        }
        for (var workspace : admin.get("/api/admin/workspaces").body()) {
            var path = "/api/admin/workspaces/" + workspace.path("id").asText();
            answers.put(path, admin.get(path).expect(200).raw().body());
        }
        answers.put("/api/me", admin.get("/api/me").expect(200).raw().body());
        return answers;
    }

    private static void privateFiles(Path data, Map<String, String> secrets) throws IOException {
        for (var file : List.of("secret.key", "tls/key.pem", "postgres/password")) {
            assertEquals("rw-------", mode(data.resolve(file)), file);
        }
        assertEquals("rwx------", mode(data.resolve("postgres/data")));
        for (var log : List.of("postgres/server.log", "postgres/control.log")) {
            var text = Files.readString(data.resolve(log));
            secrets.forEach((name, secret) -> assertFalse(text.contains(secret), name + " in " + log));
        }
    }

    private static String mode(Path file) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
