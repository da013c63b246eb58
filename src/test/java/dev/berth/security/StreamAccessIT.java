package dev.berth.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches the stream of a session, and for how long. */
class StreamAccessIT {
    /** Two check-ins take 4 s; the rest is for a busy machine. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(30);

    private static final int NOT_ALLOWED_ANY_MORE = 4401;
    private static final int ENDED = 4410;

    @TempDir
    private static Path directory;

    private static Program program;
    private static DeploymentSecrets secrets;
    private static BerthClient admin;
    private static BerthClient alice;
    private static BerthClient mallory;
    private static String alices;
    private static String mallorys;

    @BeforeAll
    static void start() {
        program = Program.in(directory, "all")
                .with("login-attempts-per-minute", "10000")
                .with("agent-cpu-overcommit", "32")
                .with("nodes-missing-after", "60s")
                .start();
        secrets = new DeploymentSecrets(program);
        admin = program.administrator();
        alice = program.user(admin, "alice");
        mallory = program.user(admin, "mallory");
        alices = alice.launch(alice.demoWorkspace());
        mallorys = mallory.launch(mallory.demoWorkspace());
        alice.session(alices, "running");
        mallory.session(mallorys, "running");
    }

    @AfterAll
    static void stop() {
        for (var session : admin.get("/api/admin/sessions?state=live").body()) {
            admin.delete("/api/sessions/" + session.path("id").asText());
            admin.session(session.path("id").asText(), "ended");
        }
        program.close();
    }

    /** A stream token of this browser for this session. */
    private static String token(BerthClient client, String session) {
        client.connect(session);
        return client.cookie("berth-stream", "/desktop/" + session + "/");
    }

    private static String upgrade(String session, String origin, String token) {
        return "GET /desktop/" + session + "/websockify HTTP/1.1\r\nHost: localhost:" + program.port() + "\r\n"
                + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                + (token.isEmpty() ? "" : "Cookie: berth-stream=" + token + "\r\n")
                + "Sec-WebSocket-Protocol: binary\r\n" + Wire.HANDSHAKE + "\r\n";
    }

    private static Wire open(String session, String token) throws IOException {
        var wire = Wire.to(program.port()).send(upgrade(session, alice.base(), token));
        assertEquals(101, wire.answer().status());
        assertTrue(new String(wire.frame()).startsWith("RFB 003."));
        return wire;
    }

    /** HTTP status of a refused upgrade, or the code with which a completed one is closed at once. */
    private static int refusal(String session, String origin, String token) {
        try (var wire = Wire.to(program.port()).send(upgrade(session, origin, token))) {
            var answer = wire.answer();
            return answer.status() == 101 ? wire.closeCode() : answer.status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int get(int port, String session, String token) {
        return Wire.ask(
                        port,
                        "GET /desktop/" + session + "/ HTTP/1.1\r\nHost: localhost:" + port
                                + "\r\nCookie: berth-stream=" + token + "\r\n\r\n")
                .status();
    }

    private static void refusedEverywhere(int status, int closeCode, String session, String token) {
        assertEquals(closeCode, refusal(session, alice.base(), token), token);
        assertEquals(status, get(program.port(), session, token), token);
        assertEquals(status, get(program.sessionPort(), session, token), token);
    }

    @Test
    void theOwnerConnects() throws IOException {
        open(alices, token(alice, alices)).close();
    }

    @Test
    void someoneElsesSessionDoesNotExist() {
        var path = "/api/sessions/" + alices;
        for (var answer : List.of(
                mallory.get(path),
                mallory.get(path + "/events"),
                mallory.post(path + "/connect", Map.of()),
                mallory.post(path + "/keepalive", Map.of()),
                mallory.delete(path))) {
            assertEquals(
                    404,
                    answer.status(),
                    () -> answer.raw().uri() + answer.raw().body());
        }
        assertFalse(mallory.get("/api/sessions").raw().body().contains(alices));
        assertEquals("running", alice.get(path).body().path("state").asText());
    }

    @Test
    void anAdministratorSeesButDoesNotConnect() {
        assertEquals(200, admin.get("/api/sessions/" + alices).status());
        assertEquals(
                404,
                admin.post("/api/sessions/" + alices + "/connect", Map.of()).status());
    }

    @Test
    void aTokenOpensItsOwnSessionOnly() {
        var token = token(mallory, mallorys);
        refusedEverywhere(403, 403, alices, token);
        // as if the deployment had signed it: still not the owner's
        var parts = DeploymentSecrets.payload(token).split("\\|");
        refusedEverywhere(
                403, 403, alices, secrets.sign(String.join("|", "1", alices, "1", parts[3], parts[4], parts[5])));
    }

    private static int redeem(String session, String grant, String origin) {
        return mallory.send(
                        HttpRequest.newBuilder(URI.create(mallory.base() + "/desktop/" + session + "/.berth/connect"))
                                .header("Origin", origin)
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(grant)))
                .status();
    }

    private static String grant() {
        return alice.post("/api/sessions/" + alices + "/connect", Map.of())
                .expect(200)
                .body()
                .path("grant")
                .asText();
    }

    @Test
    void aGrantWorksOnceSoonAndForItsSession() {
        var base = alice.base();
        var grant = grant();
        assertEquals(204, redeem(alices, grant, base));
        assertEquals(401, redeem(alices, grant, base));
        assertEquals(401, redeem(mallorys, grant(), base));
        assertEquals(401, redeem(UUID.randomUUID().toString(), grant(), base));
        var late = grant();
        assertTrue(secrets.update("update connect_grant set expires_at = now() - interval '1 second'") > 0);
        assertEquals(401, redeem(alices, late, base));
        assertEquals(401, redeem(alices, "A".repeat(43), base));
        assertEquals(401, redeem(alices, "", base));
        var foreign = grant();
        assertEquals(403, redeem(alices, foreign, "https://evil.example"));
        assertEquals(204, redeem(alices, foreign, base), "a page of another site must not use a grant up");
    }

    @Test
    void aTokenCannotBeMade() throws Exception {
        var token = token(alice, alices);
        var payload = DeploymentSecrets.payload(token);
        var own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        int dot = token.indexOf('.');
        var signature = token.substring(dot + 1);
        var forged = new ArrayList<String>();
        forged.add(DeploymentSecrets.token(payload, own));
        forged.add(token.substring(0, token.length() - 4));
        forged.add(token.substring(0, dot));
        forged.add(token.substring(0, dot + 1));
        forged.add(token.substring(dot));
        forged.add(token + "AAAA");
        forged.add("." + signature);
        forged.add("..");
        forged.add("x".repeat(4000));
        forged.add(encode(payload.replace(payload.split("\\|")[5], "9999999999")) + "." + signature);
        forged.add(encode(payload.replace(alices, mallorys)) + "." + signature);
        for (int at : new int[] {0, 10, dot - 2, dot + 1, dot + 20, token.length() - 3}) {
            var bit = (char) (token.charAt(at) == 'A' ? 'B' : 'A');
            forged.add(token.substring(0, at) + bit + token.substring(at + 1));
        }
        for (var each : forged) {
            refusedEverywhere(401, NOT_ALLOWED_ANY_MORE, alices, each);
        }
        assertEquals(401, refusal(alices, alice.base(), ""));
        assertEquals(NOT_ALLOWED_ANY_MORE, refusal(alices, alice.base(), "a\"b"));
    }

    private static String encode(String payload) {
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes());
    }

    @Test
    void aTokenEndsWithWhatItNames() {
        var parts = DeploymentSecrets.payload(token(alice, alices)).split("\\|");
        var past = "" + Instant.now().minusSeconds(1).getEpochSecond();
        var future = parts[5];
        refusedEverywhere(401, NOT_ALLOWED_ANY_MORE, alices, signed("1", "1", parts[3], parts[4], past));
        refusedEverywhere(401, NOT_ALLOWED_ANY_MORE, alices, signed("2", "1", parts[3], parts[4], future));
        refusedEverywhere(
                401, NOT_ALLOWED_ANY_MORE, alices, signed("1", "1", parts[3], UUID.randomUUID() + "", future));
        refusedEverywhere(403, 403, alices, signed("1", "2", parts[3], parts[4], future));
        refusedEverywhere(403, 403, alices, signed("1", "1", UUID.randomUUID() + "", parts[4], future));
    }

    private static String signed(String version, String incarnation, String user, String login, String expiry) {
        return secrets.sign(String.join("|", version, alices, incarnation, user, login, expiry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "https://evil.example",
                "https://localhost.evil.example",
                "https://localhost:1",
                "https://localhost",
                "https://127.0.0.1",
                "http://localhost",
                "file://"
            })
    void aForeignPageOpensNoStream(String origin) {
        var page = origin.startsWith("http://") ? origin + ":" + program.port() : origin;
        assertEquals(403, refusal(alices, page, token(alice, alices)));
    }

    @Test
    void signingOutCutsTheStream() throws IOException {
        end(cut("carol-out", client -> client.post("/api/logout", Map.of()).expect(204)));
    }

    @Test
    void signingOutEverywhereCutsTheStream() throws IOException {
        end(cut(
                "carol-all",
                client -> client.post("/api/logout-everywhere", Map.of()).expect(204)));
    }

    @Test
    void aNewPasswordCutsTheStream() throws IOException {
        end(cut("carol-new", client -> client.changePassword(BerthClient.PASSWORD, "another good password")));
    }

    @Test
    void anAdministratorSignsAUserOut() throws IOException {
        end(cut(
                "carol-adm",
                client -> admin.post("/api/admin/users/" + id(client) + "/logout", Map.of())
                        .expect(204)));
    }

    @Test
    void aResetPasswordCutsTheStream() throws IOException {
        end(cut(
                "carol-reset",
                client -> admin.post("/api/admin/users/" + id(client) + "/reset-password", Map.of())
                        .expect(200)));
    }

    @Test
    void disablingAUserCutsTheStreamAndEndsTheSession() throws IOException {
        var session = cut(
                "carol-dis",
                client -> admin.patch("/api/admin/users/" + id(client), Map.of("enabled", false))
                        .expect(200));
        assertEquals(
                "user-disabled",
                admin.session(session, "ended").path("endReason").asText());
    }

    @Test
    void deletingAUserCutsTheStreamAndEndsTheSession() throws IOException {
        var session = cut(
                "carol-del",
                client -> admin.delete("/api/admin/users/" + id(client)).expect(204));
        assertEquals(
                "user-deleted",
                admin.session(session, "ended").path("endReason").asText());
    }

    private static String id(BerthClient client) {
        return client.get("/api/me").expect(200).body().path("user").path("id").asText();
    }

    /** What ends a right to a stream. */
    private interface Act {
        void by(BerthClient client);
    }

    /** What only loses its stream keeps its container, and these tests would fill the node. */
    private static void end(String session) {
        admin.delete("/api/sessions/" + session).expect(202);
    }

    /** Opens a stream of a new user, lets something happen, and expects its end. Returns the session. */
    private static String cut(String name, Act act) throws IOException {
        var client = program.user(admin, name);
        var session = client.launch(client.demoWorkspace());
        client.session(session, "running");
        var token = token(client, session);
        try (var wire = open(session, token)) {
            act.by(client);
            var begun = System.nanoTime();
            int code = wire.closeCode();
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(code == NOT_ALLOWED_ANY_MORE || code == ENDED, "close code " + code + " after " + took);
            assertTrue(took.compareTo(CUT_WITHIN) < 0, "after " + took);
        }
        int after = get(program.sessionPort(), session, token);
        assertTrue(after == 401 || after == 410, "status " + after);
        return session;
    }

    @Test
    void anEndedSessionSaysSo() throws IOException {
        var session = alice.launch(alice.demoWorkspace());
        alice.session(session, "running");
        var token = token(alice, session);
        try (var wire = open(session, token)) {
            alice.delete("/api/sessions/" + session).expect(202);
            int code = wire.closeCode();
            assertTrue(code == ENDED || code == 1006, "close code " + code);
        }
        alice.session(session, "ended");
        refusedEverywhere(410, ENDED, session, token);
        assertEquals(
                410,
                alice.post("/api/sessions/" + session + "/connect", Map.of()).status());
        alice.delete("/api/sessions/" + session).expect(202);
    }
}
