package dev.berth.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.BerthClient;
import dev.berth.topology.BerthClient.Answer;
import dev.berth.topology.Program;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts and passwords against people who guess, forget or should be gone. */
class SignInIT {
    private static final int PER_MINUTE = 120;
    private static final String WRONG = "not the password";

    @TempDir
    private static Path directory;

    private static Program program;
    private static BerthClient admin;

    @BeforeAll
    static void start() {
        program = Program.in(directory, "web-app,database,zone-proxy")
                .with("login-attempts-per-minute", "" + PER_MINUTE)
                .start();
        admin = program.administrator();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static Answer signIn(String name, String password) {
        return program.client().post("/api/login", Map.of("name", name, "password", password));
    }

    private static String id(BerthClient client) {
        return client.get("/api/me").expect(200).body().path("user").path("id").asText();
    }

    @Test
    void fiveWrongPasswordsLockTheAccount() {
        var user = program.user(admin, "guessed");
        for (int i = 1; i < 5; i++) {
            assertEquals(
                    "invalid-credentials", signIn("guessed", WRONG).expect(401).code());
        }
        var locked = signIn("guessed", WRONG).expect(423);
        assertEquals("account-locked", locked.code());
        assertTrue(locked.detail().matches(".* 1[56] minutes.*"), locked.detail());
        assertEquals(
                "account-locked",
                signIn("guessed", BerthClient.PASSWORD).expect(423).code());
        assertEquals(200, user.get("/api/me").status(), "who is signed in already is not thrown out by a stranger");
        var unlocked =
                admin.post("/api/admin/users/" + id(user) + "/unlock", Map.of()).expect(200);
        assertTrue(unlocked.body().path("lockedUntil").isNull(), unlocked.body()::toString);
        signIn("guessed", BerthClient.PASSWORD).expect(200);
    }

    @Test
    void aRightPasswordForgivesTheWrongOnes() {
        program.user(admin, "forgetful");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                signIn("forgetful", WRONG).expect(401);
            }
            signIn("forgetful", BerthClient.PASSWORD).expect(200);
        }
    }

    @Test
    void nobodyLearnsWhoHasAnAccount() {
        var user = program.user(admin, "disabled");
        admin.patch("/api/admin/users/" + id(user), Map.of("enabled", false)).expect(200);
        assertEquals(401, user.get("/api/me").status());
        program.user(admin, "known");
        var wrong = signIn("known", WRONG).expect(401);
        for (var other : List.of(
                signIn("nobody-of-this-name", WRONG),
                signIn("disabled", BerthClient.PASSWORD),
                signIn("disabled", WRONG),
                signIn("known\u0000", WRONG),
                signIn("' or 1=1 --", WRONG),
                signIn("n".repeat(300), WRONG))) {
            assertEquals(wrong.status(), other.expect(401).status());
            assertEquals(wrong.body(), other.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "short, newPassword, at least 12",
        "aaaaaaaaaaaaaaaa, newPassword, too easy",
        "ababababababab, newPassword, too easy",
        "password-rules, newPassword, too easy",
        "PASSWORD-RULES, newPassword, too easy",
        "correct horse battery, newPassword, must differ",
    })
    void aPasswordHasRules(String fresh, String field, String sentence) {
        var name = "password-rules";
        var client = admin.get("/api/admin/users").raw().body().contains(name) ? program.client() : null;
        if (client == null) {
            client = program.user(admin, name);
        } else {
            client.signIn(name, BerthClient.PASSWORD);
        }
        var refused = client.post(
                        "/api/me/password", Map.of("currentPassword", BerthClient.PASSWORD, "newPassword", fresh))
                .expect(400);
        assertEquals(field, refused.body().path("errors").path(0).path("field").asText());
        assertTrue(refused.detail().contains(sentence), refused.detail());
    }

    @Test
    void aPasswordIsNotChangedWithoutTheOldOne() {
        var client = program.user(admin, "keeper");
        for (var current : List.of(WRONG, "x".repeat(100_000))) {
            var refused = client.post(
                            "/api/me/password",
                            Map.of("currentPassword", current, "newPassword", "a fine new password"))
                    .expect(400);
            assertEquals(
                    "currentPassword",
                    refused.body().path("errors").path(0).path("field").asText());
        }
        client.post(
                        "/api/me/password",
                        Map.of("currentPassword", BerthClient.PASSWORD, "newPassword", "p".repeat(257) + "qrstu"))
                .expect(400);
        signIn("keeper", BerthClient.PASSWORD).expect(200);
    }

    /** A stolen cookie must not be enough to try passwords without end. */
    @Test
    void guessingTheOldPasswordLocksTheAccountToo() {
        var client = program.user(admin, "stolen");
        Answer last = null;
        for (int i = 0; i < 6; i++) {
            last = client.post(
                    "/api/me/password", Map.of("currentPassword", WRONG, "newPassword", "a fine new password"));
        }
        assertEquals(423, last.status(), last.raw().body());
    }

    @Test
    void aGeneratedPasswordMustBeChangedFirst() {
        var created = admin.post("/api/admin/users", Map.of("name", "fresh", "role", "administrator"))
                .expect(201);
        var client = program.client();
        var password = created.body().path("password").asText();
        client.signIn("fresh", password);
        for (var path : List.of("/api/workspaces", "/api/sessions", "/api/admin/users", "/api/admin/audit")) {
            assertEquals(
                    "password-change-required", client.get(path).expect(403).code(), path);
        }
        assertEquals(
                "password-change-required",
                client.post("/api/sessions", Map.of()).expect(403).code());
        client.get("/api/me").expect(200);
        client.changePassword(password, BerthClient.PASSWORD);
        client.get("/api/admin/users").expect(200);
        assertNotEquals(200, signIn("fresh", password).status());
    }

    @Test
    void signingOutEverywhereEndsEverySignIn() {
        var here = program.user(admin, "several");
        var there = program.client();
        there.signIn("several", BerthClient.PASSWORD);
        here.post("/api/logout-everywhere", Map.of()).expect(204);
        assertEquals(401, here.get("/api/me").status());
        assertEquals(401, there.get("/api/me").status());
    }

    @Test
    void aChangedPasswordEndsTheOtherSignIns() {
        var here = program.user(admin, "changer");
        var there = program.client();
        there.signIn("changer", BerthClient.PASSWORD);
        var before = here.cookie("__Host-berth", "/");
        here.changePassword(BerthClient.PASSWORD, "an entirely new one");
        assertEquals(200, here.get("/api/me").status());
        assertEquals(401, there.get("/api/me").status());
        assertNotEquals(before, here.cookie("__Host-berth", "/"));
        assertEquals(401, cookie(before));
    }

    @Test
    void aCookieEndsWithItsSignIn() {
        var client = program.user(admin, "leaver");
        var before = client.cookie("__Host-berth", "/");
        assertEquals(200, cookie(before));
        client.post("/api/logout", Map.of()).expect(204);
        assertEquals(401, cookie(before));
    }

    private static int cookie(String value) {
        return Wire.ask(
                        program.port(),
                        "GET /api/me HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-berth=" + value + "\r\n\r\n")
                .status();
    }

    @Test
    void theLastAdministratorStays() {
        var own = "/api/admin/users/" + id(admin);
        assertEquals("conflict", admin.delete(own).expect(409).code());
        var others = admin.get("/api/admin/users").body();
        for (var user : others) {
            if (user.path("role").asText().equals("administrator")
                    && !user.path("name").asText().equals("admin")) {
                admin.delete("/api/admin/users/" + user.path("id").asText()).expect(204);
            }
        }
        assertEquals(
                "conflict",
                admin.patch(own, Map.of("enabled", false)).expect(409).code());
        assertEquals(
                "conflict", admin.patch(own, Map.of("role", "user")).expect(409).code());
        assertEquals(200, admin.get("/api/me").status());
    }

    @Test
    void aDemotedAdministratorAdministersNoMore() {
        var created = admin.post("/api/admin/users", Map.of("name", "deputy", "role", "administrator"))
                .expect(201);
        var deputy = program.client();
        deputy.signIn("deputy", created.body().path("password").asText());
        deputy.changePassword(created.body().path("password").asText(), BerthClient.PASSWORD);
        deputy.get("/api/admin/users").expect(200);
        admin.patch("/api/admin/users/" + id(deputy), Map.of("role", "user")).expect(200);
        assertEquals(403, deputy.get("/api/admin/users").status());
    }

    @ParameterizedTest
    @CsvSource({
        "'', user",
        "' ', user",
        "-x, user",
        "a b, user",
        "<script>, user",
        "admin, user",
        "ADMIN, user",
        "ok, root",
        "ok, ''"
    })
    void anAccountHasASoundNameAndRole(String name, String role) {
        var refused = admin.post("/api/admin/users", Map.of("name", name, "role", role));
        assertTrue(refused.status() == 400 || refused.status() == 409, refused.raw()::body);
    }

    @Test
    void aNameOf100KibIsRefusedAndNotLogged() {
        var name = "long-name-".repeat(10_240);
        var before = program.errors().length();
        assertEquals(401, signIn(name, WRONG).status());
        assertTrue(program.errors().length() - before < 2_000);
        var audit = admin.get("/api/admin/audit?limit=5").expect(200).raw().body();
        assertTrue(audit.contains("long-name-") && audit.length() < 5_000, audit);
        assertTrue(signIn("someone", "p".repeat(500_000)).status() == 401);
    }

    /** From an address of its own, so that the other tests have their attempts. */
    @Test
    void anAddressHasSoManyAttempts() throws Exception {
        try (var http = HttpClient.newBuilder()
                .sslContext(BerthClient.trusting())
                .localAddress(InetAddress.getByName("127.0.0.77"))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + program.port() + "/api/login"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    // no password: an attempt all the same, and no hash to compute
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"))
                    .build();
            HttpResponse<String> last = null;
            for (int i = 0; i < 2_000 && (last == null || last.statusCode() != 429); i++) {
                last = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            assertEquals(429, last.statusCode());
            assertTrue(last.body().contains("rate-limited"), last.body());
            var retry =
                    Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow());
            assertTrue(retry > 0 && retry <= 60);
        }
        assertFalse(signIn("somebody", WRONG).status() == 429, "another address is not affected");
    }
}
