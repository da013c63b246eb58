package dev.berth.topology;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.berth.relay.TestCertificate;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector that speaks OTLP over HTTPS and keeps what it is sent, by those who know its header. */
public final class TraceCollector implements AutoCloseable {
    public static final String SECRET = "collector-secret-27182818";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A span, and which process has sent it. */
    public record Seen(Map<String, String> process, Span span) {
        String node() {
            return process.getOrDefault("berth.node", "");
        }

        public String name() {
            return span.getName();
        }

        String trace() {
            return hex(span.getTraceId().toByteArray());
        }

        String id() {
            return hex(span.getSpanId().toByteArray());
        }

        String parent() {
            return hex(span.getParentSpanId().toByteArray());
        }

        String attribute(String key) {
            return attributes(span.getAttributesList()).getOrDefault(key, "");
        }

        /** All that it says in words. */
        String told() {
            return name()
                    + process
                    + attributes(span.getAttributesList())
                    + span.getEventsList()
                    + span.getLinksList()
                    + span.getStatus().getMessage()
                    + span.getTraceState();
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private final TestCertificate certificate = TestCertificate.of("localhost");
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final HttpsServer server;

    public TraceCollector() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Sends the traces of a program here. */
    public void collectFrom(Program program) {
        program.with("otlp-endpoint", url())
                .with("otlp-ca", authority().toString())
                .with("otlp-timeout", "60s")
                .environment("BERTH_OTLP_HEADERS", "Authorization=Bearer%20" + SECRET);
    }

    public Path authority() {
        return certificate.pemFile();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                var in = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody()) {
            var request = ExportTraceServiceRequest.parseFrom(in);
            if (!("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    || !"application/x-protobuf"
                            .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                refused.add(exchange.getRequestHeaders().toString());
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            for (var resource : request.getResourceSpansList()) {
                var process = attributes(resource.getResource().getAttributesList());
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> seen.add(new Seen(process, span))));
            }
            var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Map<String, String> attributes(List<KeyValue> all) {
        return all.stream().collect(Collectors.toMap(KeyValue::getKey, one -> text(one.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getIntValue());
    }

    public List<Seen> seen() {
        return seen;
    }

    public List<String> refused() {
        return refused;
    }

    /** Waits for such a span. */
    Seen span(String node, String name, Predicate<Seen> which) {
        return Await.value(
                name + " of " + node,
                PATIENCE,
                () -> seen.stream()
                        .filter(one -> one.node().equals(node) && one.name().equals(name) && which.test(one))
                        .findFirst()
                        .orElse(null));
    }

    /** Waits for a part of that span. */
    Seen part(Seen whole, String node, String name) {
        return span(
                node,
                name,
                one -> one.trace().equals(whole.trace()) && one.parent().equals(whole.id()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
