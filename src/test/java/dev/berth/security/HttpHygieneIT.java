package dev.berth.security;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.topology.BerthClient;
import dev.berth.topology.Program;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that could be read in two ways, that are too large, or that never end. */
class HttpHygieneIT {
    private static final String SESSION = "/desktop/" + UUID.randomUUID();

    @TempDir
    private static Path directory;

    private static Program program;
    private static BerthClient admin;

    @BeforeAll
    static void start() {
        program = Program.in(directory, "all").start();
        admin = program.administrator();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static String start(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost:" + program.port() + "\r\n";
    }

    private static String signedIn() {
        return "Cookie: __Host-berth=" + admin.cookie("__Host-berth", "/") + "\r\nX-CSRF-Token: " + admin.csrfToken()
                + "\r\n";
    }

    private static void refused(int port, String request) throws IOException {
        try (var wire = Wire.to(port).send(request)) {
            var answer = wire.answer();
            assertTrue(answer.status() == 0 || answer.status() >= 400, answer::head);
        }
    }

    /** And nothing that follows on the connection is taken for a request. */
    private static void refusedForGood(int port, String request) throws IOException {
        try (var wire = Wire.to(port).send(request)) {
            var answer = wire.answer();
            assertTrue(answer.status() == 0 || answer.status() >= 400 && answer.status() < 500, answer::head);
            assertTrue(wire.ends(), answer::head);
        }
    }

    /** CVE-2023-4853, CVE-2026-1002: a path that is checked in one form and routed in another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/me",
                "/api//me",
                "/api/..%2fme",
                "/api/%2e%2e/api/me",
                "/api/x/../me",
                "/api/./me",
                "/api\\me",
                "/api%5cme",
                "/api/me;x=1",
                "/api;/me",
                "/api/me%00",
                "/api/%252e%252e/me",
                "/assets/..%2f..%2fapplication.properties",
                "/assets/%2e%2e/%2e%2e/application.properties",
                "/q/../api/me",
                "/..",
                "/desktop/../api/me",
            })
    void aPathWithTwoReadingsIsRefused(String path) {
        var request = start("GET", path) + signedIn() + "Connection: close\r\n\r\n";
        assertEquals(400, Wire.ask(program.port(), request).status());
        int elsewhere = Wire.ask(program.sessionPort(), request).status();
        assertTrue(elsewhere == 400 || elsewhere == 404, "status " + elsewhere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../api/me", "/..%2f..%2f..%2fapi%2fme", "/%2e%2e/x", "/a%2fb", "/a;b", "/a\\b", "//a"})
    void aSessionPathWithTwoReadingsIsRefused(String below) {
        for (int port : new int[] {program.port(), program.sessionPort()}) {
            int status = Wire.ask(port, start("GET", SESSION + below) + signedIn() + "Connection: close\r\n\r\n")
                    .status();
            assertTrue(status == 400 || status == 404 && port == program.sessionPort(), "status " + status);
        }
    }

    @Test
    void theSessionPortServesSessionsOnly() {
        for (var path :
                List.of("/", "/api/me", "/api/login", "/q/health", "/q/metrics", "/index.html", "/internal/agent/x")) {
            assertEquals(
                    404,
                    Wire.ask(program.sessionPort(), start("GET", path) + signedIn() + "\r\n")
                            .status(),
                    path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 2,2\r\n\r\n{}",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Host: other.example\r\n\r\n",
                "X-Bare: a\nX-Line: b\n\n",
                "X-Null: a\u0000b\r\n\r\n",
            })
    void framingWithTwoReadingsIsRefused(String rest) throws IOException {
        refusedForGood(program.port(), start("POST", "/api/logout-everywhere") + signedIn() + rest);
        refusedForGood(program.sessionPort(), start("POST", SESSION + "/") + rest);
        assertEquals(200, admin.get("/api/me").status());
    }

    /** The head is sound, so what needs no body may be done before the rest has come; what needs it is not. */
    @ParameterizedTest
    @ValueSource(strings = {"-1\r\n\r\n", "zz\r\n\r\n", "1\r\n{}\r\n0\r\n\r\n"})
    void aBrokenBodyIsRefused(String body) throws IOException {
        var head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        refusedForGood(program.port(), start("POST", "/api/admin/users") + signedIn() + head + body);
        refusedForGood(program.sessionPort(), start("POST", SESSION + "/") + head + body);
        assertEquals(1, admin.get("/api/admin/users").expect(200).body().size());
    }

    @Test
    void aBodyHasABound() throws IOException {
        var large = "{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";
        var head = start("POST", "/api/admin/workspaces") + signedIn() + "Content-Type: application/json\r\n";
        assertEquals(
                413,
                Wire.ask(program.port(), head + "Content-Length: " + large.length() + "\r\n\r\n")
                        .status());
        try (var wire = Wire.to(program.port()).send(head + "Transfer-Encoding: chunked\r\n\r\n")) {
            wire.send("9\r\n{\"name\":\"\r\n");
            for (int i = 0; i < 32; i++) {
                wire.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            int status = wire.send("0\r\n\r\n").answer().status();
            assertTrue(status == 413 || status == 0, "status " + status);
        }
    }

    @Test
    void headersHaveABound() {
        for (int port : new int[] {program.port(), program.sessionPort()}) {
            int large = Wire.ask(port, start("GET", "/api/me") + "X-Large: " + "x".repeat(20_000) + "\r\n\r\n")
                    .status();
            assertTrue(large == 431 || large == 413, "status " + large);
            int line = Wire.ask(port, start("GET", "/" + "x".repeat(10_000)) + "\r\n")
                    .status();
            assertTrue(line == 414 || line == 413 || line == 400, "status " + line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
                "Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n\r\n",
                Wire.HANDSHAKE + "Content-Length: 3\r\n\r\nabc",
                Wire.HANDSHAKE + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void nothingButAWebSocketIsAnUpgrade(String rest) throws IOException {
        refusedForGood(program.port(), start("GET", SESSION + "/websockify") + rest);
        refusedForGood(program.sessionPort(), start("GET", SESSION + "/websockify") + rest);
        var console = Wire.ask(program.port(), start("GET", "/api/me") + rest);
        assertTrue(console.status() >= 400, console::head);
    }

    @Test
    void theServerSpeaksNoHttp2AndIsNoProxy() throws IOException {
        long before = errors().count();
        refused(program.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        for (int port : new int[] {program.port(), program.sessionPort()}) {
            refused(port, "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n");
            refused(port, "GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
            refused(port, "GET / HTTP/1.1\r\n\r\n");
            refused(port, "nonsense\r\n\r\n");
            refused(port, start("TRACE", "/") + "\r\n");
            refused(port, start("OPTIONS", "*") + "\r\n");
        }
        assertEquals("", errors().skip(before).collect(joining("\n")));
    }

    /** But for what the database says that others keep busy. */
    private static Stream<String> errors() {
        return program.errors().lines().filter(line -> line.contains("\"ERROR\"") && !line.contains("org.hibernate"));
    }

    /** RFC 9931: bytes sent in the hope of a 101 are not a request when it does not come. */
    @Test
    void whatFollowsAFailedUpgradeIsNeverServed() throws IOException {
        var second = start("POST", "/api/logout-everywhere") + signedIn() + "Content-Length: 0\r\n\r\n";
        for (var path : List.of(SESSION + "/websockify", SESSION + "/")) {
            refusedForGood(program.port(), start("GET", path) + Wire.HANDSHAKE + "\r\n" + second);
            refusedForGood(program.sessionPort(), start("GET", path) + Wire.HANDSHAKE + "\r\n" + second);
        }
        assertEquals(200, admin.get("/api/me").status());
    }

    @Test
    void halfOpenHandshakesStopNobody() throws IOException {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 50; i++) {
                var console = Wire.bare(program.port());
                idle.add(console);
                // the beginning of a ClientHello that never goes on
                console.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc});
                idle.add(Wire.bare(program.sessionPort()));
            }
            assertEquals(200, program.client().get("/q/health").status());
            assertEquals(
                    404,
                    Wire.ask(program.sessionPort(), start("GET", "/") + "\r\n").status());
            for (int i = 0; i < idle.size(); i += 24) {
                idle.get(i).setSoTimeout(60_000);
                assertEquals(-1, idle.get(i).getInputStream().read(), "a handshake that does not go on is given up");
            }
        } finally {
            for (var socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void slowHeadersStopNobody() throws IOException {
        var slow = new ArrayList<Wire>();
        try {
            for (int i = 0; i < 50; i++) {
                slow.add(Wire.to(program.port()).send("GET /api/me HTTP/1.1\r\nHost: loc"));
            }
            assertEquals(200, admin.get("/api/me").status());
        } finally {
            for (var wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void everyAnswerCarriesItsProtection() {
        for (var path : List.of("/", "/index.html", "/sessions/x", "/api/me", "/api/nosuch", "/q/openapi")) {
            var answer = Wire.ask(program.port(), start("GET", path) + "Connection: close\r\n\r\n");
            assertTrue(answer.has("x-content-type-options: nosniff"), answer::head);
            assertTrue(answer.has("strict-transport-security: max-age=31536000"), answer::head);
            assertTrue(answer.has("referrer-policy: same-origin"), answer::head);
            assertTrue(answer.has("frame-ancestors 'none'"), answer::head);
            var scripts = answer.head().replaceAll("(?s).*script-src ([^;]*);.*", "$1");
            assertEquals("'self'", scripts);
            assertFalse(answer.has("server:") || answer.has("x-powered-by:"), answer::head);
        }
    }

    @Test
    void theSignInsCookieStaysInTheBrowser() {
        var answer = program.client()
                .post("/api/login", Map.of("name", "admin", "password", BerthClient.PASSWORD))
                .expect(200);
        var cookie = answer.raw().headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("__Host-berth="), cookie);
        for (var attribute : List.of("HttpOnly", "Secure", "SameSite=Strict", "Path=/")) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        assertFalse(cookie.contains("Domain"), cookie);
        assertEquals(
                "no-store", answer.raw().headers().firstValue("Cache-Control").orElse(""));
    }
}
