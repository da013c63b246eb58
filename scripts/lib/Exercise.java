import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Uses a freshly started program the way a first user does, so that the ahead-of-time cache made in that run holds what
 * later starts need. Run by the source launcher: {@code java Exercise.java PORT OUTPUT [token]}, where OUTPUT is the file
 * with the program's standard output. What is not there (an engine, the demo image) is left out. With "token" it only
 * prints a token for a zone proxy to join with.
 */
final class Exercise {
    private static final long START_NANOS = Duration.ofSeconds(120).toNanos();
    private static final Pattern READY = Pattern.compile("Berth \\S+ is ready .*\\n");
    private static final Pattern PASSWORD = Pattern.compile("Password +(\\S+)");

    private final String base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http;
    private final HttpClient plain;
    private String csrf = "";

    private Exercise(int port) throws Exception {
        base = "https://localhost:" + port;
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Any()}, new SecureRandom());
        http = HttpClient.newBuilder()
                .sslContext(context)
                .cookieHandler(cookies)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        plain = HttpClient.newBuilder().sslContext(context).build();
    }

    public static void main(String[] args) throws Exception {
        var greeting = greeting(Path.of(args[1]));
        var exercise = new Exercise(Integer.parseInt(args[0]));
        var password = PASSWORD.matcher(greeting);
        var isControl = password.find();
        if (args.length > 2) {
            exercise.signIn(password.group(1));
            System.out.println(exercise.token());
        } else if (isControl) {
            // ready or not: where its image is built there is no engine for its agent
            exercise.look();
            exercise.use(password.group(1));
        } else {
            exercise.awaitReady();
            exercise.look();
        }
    }

    private static String greeting(Path output) throws Exception {
        for (long end = System.nanoTime() + START_NANOS; System.nanoTime() < end; Thread.sleep(100)) {
            var text = Files.exists(output) ? Files.readString(output) : "";
            // a control plane tells its address and password below
            if (READY.matcher(text).find() && (!text.contains("web-app") || text.contains("choose your own"))) {
                return text;
            }
        }
        throw new IllegalStateException("the program did not get ready");
    }

    /** What every set of roles answers, if only by a refusal. */
    private void look() throws Exception {
        var session = "/desktop/00000000-0000-4000-8000-000000000000/";
        for (var path : new String[] {"/", "/api/__healthcheck", "/api/me", "/q/health/ready", "/q/metrics", "/nowhere", session}) {
            send("GET", path, "");
        }
        send("POST", session + ".berth/connect", "no grant");
    }

    /** A node is ready once its control plane has taken it. */
    private void awaitReady() throws Exception {
        var ready = HttpRequest.newBuilder(URI.create(base + "/q/health/ready")).build();
        for (long end = System.nanoTime() + START_NANOS; System.nanoTime() < end; Thread.sleep(100)) {
            if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                return;
            }
        }
        throw new IllegalStateException("the program is up, but not ready");
    }

    private String token() throws Exception {
        var wanted = "{\"roles\":[\"zone-proxy\"],\"zone\":\"default\",\"validSeconds\":600}";
        return field("token", send("POST", "/api/admin/enrolments", wanted));
    }

    private void signIn(String password) throws Exception {
        sign("/api/login", "{\"name\":\"admin\",\"password\":\"" + password + "\"}");
        var fresh = "exercise " + password;
        sign("/api/me/password", "{\"currentPassword\":\"" + password + "\",\"newPassword\":\"" + fresh + "\"}");
    }

    private void use(String password) throws Exception {
        signIn(password);
        for (var path : new String[] {"nodes", "system", "workspaces", "users", "sessions", "audit"}) {
            send("GET", "/api/admin/" + path, "");
        }
        var workspace = field("id", send("GET", "/api/workspaces", ""));
        var session = field("id", send("POST", "/api/sessions", "{\"workspaceId\":\"" + workspace + "\"}"));
        if (!session.isEmpty() && runs(session)) {
            stream(session);
        }
        send("DELETE", "/api/sessions/" + session, "");
        send("POST", "/api/logout", "{}");
    }

    private boolean runs(String session) throws Exception {
        for (long end = System.nanoTime() + START_NANOS; System.nanoTime() < end; Thread.sleep(100)) {
            var state = field("state", send("GET", "/api/sessions/" + session, ""));
            if (!state.equals("starting") && !state.equals("requested")) {
                return state.equals("running");
            }
        }
        return false;
    }

    private void stream(String session) throws Exception {
        var connect = send("POST", "/api/sessions/" + session + "/connect", "{}");
        http.send(
                HttpRequest.newBuilder(URI.create(field("grantUrl", connect)))
                        .header("Origin", base)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(field("grant", connect)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        // said by hand: the JDK takes wss for insecure and keeps Secure cookies back
        var cookie = cookies.getCookieStore().getCookies().stream()
                .filter(one -> one.getName().equals("berth-stream"))
                .map(one -> one.getName() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
        var heard = new CountDownLatch(1);
        var socket = plain.newWebSocketBuilder()
                .header("Origin", base)
                .header("Cookie", cookie)
                .subprotocols("binary")
                .buildAsync(URI.create(field("url", connect)), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
                        heard.countDown();
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        heard.await(10, TimeUnit.SECONDS);
        socket.abort();
    }

    private void sign(String path, String body) throws Exception {
        csrf = field("csrfToken", send("POST", path, body));
    }

    private String send(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .header("Origin", base)
                .header("X-CSRF-Token", csrf)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String field(String name, String json) {
        var matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The program has just made its certificate; nobody else could know it. */
    private static final class Any extends X509ExtendedTrustManager {
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
