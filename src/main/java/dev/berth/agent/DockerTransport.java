package dev.berth.agent;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Speaks HTTP/1.1 to a Docker Engine over a Unix socket or TCP with nothing but the JDK. One connection for each
 * request: it costs less than a millisecond and no request can be hurt by the one before it. Blocks; a response that
 * is closed, from any thread, closes its connection, and that is how a stream is cancelled.
 */
final class DockerTransport implements DockerHttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** Answers that go on for as long as there is something to tell: only the wait for their head is bounded. */
    private static final Pattern STREAMING =
            Pattern.compile(".*/(images/create|events|containers/[^/]+/(attach|stats|wait)|exec/[^/]+/start)([?].*)?");

    private static final Pattern FOLLOWING = Pattern.compile(".*/logs[?](.*&)?follow=(1|true)(&.*)?");
    private static final int BUFFER = 16 * 1024;

    private final DockerHost host;
    private final Duration connectTimeout;
    private final Duration answerTimeout;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    DockerTransport(DockerHost host) {
        this(host, CONNECT, ANSWER);
    }

    DockerTransport(DockerHost host, Duration connectTimeout, Duration answerTimeout) {
        this.host = host;
        this.connectTimeout = connectTimeout;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public Response execute(Request request) {
        SocketChannel channel;
        try {
            channel = host.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.add(channel);
        var deadline = new Deadline(() -> release(channel));
        try {
            deadline.in(connectTimeout);
            channel.connect(host.address());
            deadline.in(answerTimeout);
            var out = Channels.newOutputStream(channel);
            send(request, out);
            var in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
            var head = ResponseHead.read(in);
            if (isStreaming(request.path())) {
                deadline.cancel();
            }
            hijack(request, out, channel);
            return new Answer(head, deadline.watch(head.body(in, request.method())), () -> {
                deadline.cancel();
                release(channel);
            });
        } catch (IOException | RuntimeException e) {
            deadline.cancel();
            release(channel);
            throw new UncheckedIOException(deadline.explain(e instanceof IOException io ? io : new IOException(e)));
        }
    }

    static boolean isStreaming(String path) {
        return STREAMING.matcher(path).matches() || FOLLOWING.matcher(path).matches();
    }

    private static void send(Request request, OutputStream out) throws IOException {
        var body = request.bodyBytes();
        var stream = request.body();
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(request.path())
                .append(" HTTP/1.1\r\nHost: docker\r\n");
        request.headers().forEach((name, value) -> line(head, name, value));
        line(head, "Connection", request.hijackedInput() == null ? "close" : "Upgrade");
        if (request.hijackedInput() != null) {
            line(head, "Upgrade", "tcp");
        }
        if (body == null && stream != null) {
            line(head, "Transfer-Encoding", "chunked");
        } else if (body != null || !"GET".equals(request.method())) {
            line(head, "Content-Length", Integer.toString(body == null ? 0 : body.length));
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            out.write(body);
        } else if (stream != null) {
            sendChunks(stream, out);
        }
    }

    private static void line(StringBuilder head, String name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A header must not contain a line break: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static void sendChunks(InputStream stream, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = stream.read(buffer); read > 0; read = stream.read(buffer)) {
            out.write((HexFormat.of().toHexDigits(read) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(buffer, 0, read);
            out.write(new byte[] {'\r', '\n'});
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void hijack(Request request, OutputStream out, SocketChannel channel) {
        var input = request.hijackedInput();
        if (input != null) {
            Thread.ofVirtual().name("docker-input").start(() -> {
                try {
                    input.transferTo(out);
                    channel.shutdownOutput();
                } catch (IOException closed) {
                    // the other end has seen enough
                }
            });
        }
    }

    private void release(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException closed) {
            // nothing is left to close
        }
    }

    /** Cuts every open request. */
    @Override
    public void close() {
        open.forEach(this::release);
    }

    private record Answer(ResponseHead head, InputStream body, Runnable closing) implements Response {
        @Override
        public int getStatusCode() {
            return head.status();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return head.headers();
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
