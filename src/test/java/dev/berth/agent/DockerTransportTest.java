package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.sun.net.httpserver.HttpServer;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport against engines that are slow, broken or hostile. */
@Timeout(120)
class DockerTransportTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private static Request get(String path) {
        return Request.builder().method(Request.Method.GET).path(path).build();
    }

    private static String body(DockerTransport transport, String path) throws IOException {
        try (var response = transport.execute(get(path))) {
            return new String(response.getBody().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void chunksAndLengthsAreRead() throws Exception {
        try (var engine = FakeEngine.saying(
                folder, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
            assertEquals("abcde", body(new DockerTransport(engine.host()), "/x"));
        }
    }

    @Test
    void aBodyEndsWhereItsLengthSays() throws Exception {
        try (var engine = FakeEngine.saying(folder, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef")) {
            assertEquals("abc", body(new DockerTransport(engine.host()), "/x"));
        }
    }

    @Test
    void preliminaryAnswersAreSkipped() throws Exception {
        try (var engine = FakeEngine.saying(folder, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")) {
            try (var response = new DockerTransport(engine.host()).execute(get("/x"))) {
                assertEquals(204, response.getStatusCode());
                assertEquals(-1, response.getBody().read());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 200 OK\r\n",
                ""
            })
    void whatIsNotAWholeAnswerIsAnError(String answer) throws Exception {
        try (var engine = FakeEngine.saying(folder, answer)) {
            var transport = new DockerTransport(engine.host());
            assertThrows(Exception.class, () -> body(transport, "/x"));
        }
    }

    @Test
    void endlessHeadersAreCut() throws Exception {
        try (var engine = new FakeEngine(folder, out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            var transport = new DockerTransport(engine.host());
            assertThrows(UncheckedIOException.class, () -> transport.execute(get("/x")));
            assertTrue(engine.clientGone.await(60, TimeUnit.SECONDS), "the connection must be closed");
        }
    }

    @Test
    void anEngineThatDoesNotAnswerIsGivenUp() throws Exception {
        var never = new CountDownLatch(1);
        try (var engine = new FakeEngine(folder, out -> never.await())) {
            var transport = new DockerTransport(engine.host(), SHORT, SHORT);
            var failure = assertThrows(UncheckedIOException.class, () -> transport.execute(get("/x")));
            assertTrue(failure.getCause() instanceof SocketTimeoutException, failure.toString());
        }
    }

    @Test
    void aBodyThatStopsHalfWayIsGivenUpUnlessItIsAStream() throws Exception {
        var release = new CountDownLatch(1);
        try (var engine = new FakeEngine(folder, out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na".getBytes(StandardCharsets.US_ASCII));
            release.await();
            out.write('b');
        })) {
            // the head has to come in time, the rest not
            var transport = new DockerTransport(engine.host(), Duration.ofSeconds(5), Duration.ofSeconds(5));
            assertThrows(SocketTimeoutException.class, () -> body(transport, "/x"));
            try (var events = transport.execute(get("/v1.41/events?filters=x"))) {
                assertEquals('a', events.getBody().read());
                release.countDown();
                assertEquals('b', events.getBody().read());
            }
        }
    }

    @Test
    void closingAResponseEndsItsReaderAtOnce() throws Exception {
        var never = new CountDownLatch(1);
        try (var engine = new FakeEngine(folder, out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\na".getBytes(StandardCharsets.US_ASCII));
            never.await();
        })) {
            var response = new DockerTransport(engine.host()).execute(get("/events"));
            assertEquals('a', response.getBody().read());
            var ended = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    response.getBody().read();
                } catch (IOException closed) {
                    ended.countDown();
                }
            });
            response.close();
            assertTrue(ended.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void anEngineOnTcpIsReached() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/x", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("over TCP".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.start();
        try {
            var host = DockerHost.parse("tcp://127.0.0.1:" + server.getAddress().getPort());
            assertEquals("over TCP", body(new DockerTransport(host), "/x"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHeaderCannotSmuggleAnother() throws Exception {
        try (var engine = FakeEngine.saying(folder, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            var request = Request.builder()
                    .method(Request.Method.GET)
                    .path("/x")
                    .putHeader("X-Registry-Auth", "a\r\nX-Evil: b")
                    .build();
            assertThrows(Exception.class, () -> new DockerTransport(engine.host()).execute(request));
        }
    }

    @Test
    void anEngineThatIsTooOldIsRefusedInASentence() throws Exception {
        var version = "{\"ApiVersion\":\"1.39\"}";
        try (var engine = FakeEngine.saying(
                folder,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + version.length() + "\r\n\r\n"
                        + version)) {
            var problem = assertThrows(Problem.class, () -> new Engine(engine.host()).facts());
            assertEquals(ProblemCode.UNAVAILABLE, problem.code());
            assertTrue(problem.detail().contains("1.39") && problem.detail().contains("1.40"), problem.detail());
        }
    }

    @Test
    void theLowerVersionIsSpoken() {
        assertEquals("1.41", Engine.agree("1.41").getVersion());
        assertEquals("1.50", Engine.agree("1.50").getVersion());
        assertEquals("1.50", Engine.agree("1.99").getVersion());
        assertThrows(Problem.class, () -> Engine.agree("2"));
        assertThrows(Problem.class, () -> Engine.agree(null));
    }

    @Test
    void streamsAreKnownByTheirPaths() {
        assertTrue(DockerTransport.isStreaming("/v1.41/images/create?fromImage=a&tag=b"));
        assertTrue(DockerTransport.isStreaming("/v1.41/containers/abc/logs?stdout=1&follow=true"));
        assertFalse(DockerTransport.isStreaming("/v1.41/containers/abc/logs?stdout=1&tail=5"));
        assertFalse(DockerTransport.isStreaming("/v1.41/containers/create?name=events"));
    }
}
