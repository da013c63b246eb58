package dev.berth.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A browser's view of the API: cookies, CSRF token, Origin. It trusts the self-signed certificate of the test, and asks again
 * what a busy machine postpones, unless it is {@link #impatient}.
 */
public final class BerthClient {
    /** The password that tests choose. */
    public static final String PASSWORD = "correct horse battery";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final HttpClient http;
    private final boolean patient;
    private String csrf = "";

    BerthClient(int port) {
        this("https://localhost:" + port);
    }

    /** @param base where the console is, for example {@code https://10.0.0.1:8443} */
    public BerthClient(String base) {
        this.base = base;
        this.patient = true;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting())
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .connectTimeout(TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private BerthClient(String base, HttpClient http, boolean patient, String csrf) {
        this.base = base;
        this.http = http;
        this.patient = patient;
        this.csrf = csrf;
    }

    /** The same browser, with its cookies, at another port of this host. */
    public BerthClient at(int port) {
        return new BerthClient("https://localhost:" + port, http, patient, csrf);
    }

    /** The same browser, where the matter is what the first request is told. */
    public BerthClient impatient() {
        return new BerthClient(base, http, false, csrf);
    }

    /** An answer: status and body. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        /** @throws AssertionError when the status is another */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " but got " + status + ": " + raw.body());
            }
            return this;
        }

        /** Nothing is decided: what answers could not ask its database, and says that one may try again. */
        public boolean isPostponed() {
            return status == 503 && code().equals("unavailable");
        }

        public String code() {
            return body.path("code").asText();
        }

        public String detail() {
            return body.path("detail").asText();
        }
    }

    public String base() {
        return base;
    }

    public HttpClient http() {
        return http;
    }

    public void signIn(String name, String password) {
        var answer =
                post("/api/login", Map.of("name", name, "password", password)).expect(200);
        csrf = answer.body().path("csrfToken").asText();
    }

    public void changePassword(String current, String fresh) {
        var answer = post("/api/me/password", Map.of("currentPassword", current, "newPassword", fresh))
                .expect(200);
        csrf = answer.body().path("csrfToken").asText();
    }

    /** The value of a cookie that this browser keeps for a path; empty text when it has none. */
    public String cookie(String name, String path) {
        var jar = (CookieManager) http.cookieHandler().orElseThrow();
        return jar.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name) && path.equals(cookie.getPath()))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    public String csrfToken() {
        return csrf;
    }

    public Answer get(String path) {
        return decided(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return decided(request(path).POST(json(body)));
    }

    public Answer put(String path, Object body) {
        return decided(request(path).PUT(json(body)));
    }

    public Answer patch(String path, Object body) {
        return decided(request(path).method("PATCH", json(body)));
    }

    public Answer delete(String path) {
        return decided(request(path).DELETE());
    }

    private Answer decided(HttpRequest.Builder request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var answer = send(request);
        while (patient && answer.isPostponed() && System.nanoTime() < end) {
            var asked = answer.raw().request();
            System.out.printf("postponed: %s %s: %s%n", asked.method(), asked.uri(), answer.detail());
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = send(request);
        }
        return answer;
    }

    /** A request with what a browser would send along. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(TIMEOUT)
                .header("Origin", base)
                .header("X-CSRF-Token", csrf)
                .header("Content-Type", "application/json");
    }

    /** Sends it once. */
    public Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            var body = isJson && !response.body().isBlank() ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a workspace and returns its id. */
    public String workspace(Map<String, Object> fields) {
        return post("/api/admin/workspaces", fields)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** The id of the demo workspace that each deployment starts with. */
    public String demoWorkspace() {
        return get("/api/workspaces").expect(200).body().get(0).path("id").asText();
    }

    /** Launches and returns the session's id at once, or as soon as a node that has just started has told what it has. */
    public String launch(String workspace) {
        var launched = Await.value("there is room for a session", PATIENCE, () -> {
            var answer = post("/api/sessions", Map.of("workspaceId", workspace));
            return patient && answer.code().equals("no-capacity") ? null : answer;
        });
        return launched.expect(201).body().path("id").asText();
    }

    /** Waits for a state and returns the session. */
    public JsonNode session(String id, String state) {
        return Await.value("session " + id + " is " + state, PATIENCE, () -> {
            var session = read("/api/sessions/" + id);
            return session.path("state").asText().equals(state) ? session : null;
        });
    }

    /** What is there. */
    public JsonNode read(String path) {
        return get(path).expect(200).body();
    }

    /** What the health check answers at this moment: 200 or 503. */
    public int health() {
        return send(request("/api/__healthcheck").GET()).status();
    }

    /** Waits until the health check says that all is well. */
    public void awaitHealth() {
        Await.until("the health check answers 200", PATIENCE, () -> health() == 200);
    }

    /** Exchanges a grant for the stream cookie, as the session page does; answers what connect answered. */
    public JsonNode connect(String id) {
        var connect =
                post("/api/sessions/" + id + "/connect", Map.of()).expect(200).body();
        send(HttpRequest.newBuilder(URI.create(connect.path("grantUrl").asText()))
                        .timeout(TIMEOUT)
                        .header("Origin", base)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                connect.path("grant").asText())))
                .expect(204);
        return connect;
    }

    /** Takes any certificate. */
    public static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the self-signed certificates that programs under test make. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
