package dev.berth.agent;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Status and headers of an HTTP/1.1 response, read with a bound on their size. */
record ResponseHead(int status, Map<String, List<String>> headers) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int SWITCHING_PROTOCOLS = 101;

    static ResponseHead read(InputStream in) throws IOException {
        var budget = new int[] {MAX_BYTES};
        var head = readOne(in, budget);
        while (head.status < 200 && head.status != SWITCHING_PROTOCOLS) {
            head = readOne(in, budget);
        }
        return head;
    }

    private static ResponseHead readOne(InputStream in, int[] budget) throws IOException {
        var parts = line(in, budget).split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("The engine does not speak HTTP.");
        }
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("The engine sent a malformed header.");
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return new ResponseHead(Integer.parseInt(parts[1]), headers);
    }

    /** A line without its end; {@code budget[0]} is what may still be read. */
    static String line(InputStream in, int[] budget) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The engine closed the connection.");
            }
            if (--budget[0] < 0) {
                throw new IOException("The engine sent more header than " + MAX_BYTES + " bytes.");
            }
            if (c != '\r') {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** The body as this head frames it. */
    InputStream body(InputStream in, String method) throws IOException {
        if ("HEAD".equals(method) || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (headers.getOrDefault("Transfer-Encoding", List.of()).stream().anyMatch("chunked"::equalsIgnoreCase)) {
            return new FramedBody(in, FramedBody.CHUNKED);
        }
        var length = headers.get("Content-Length");
        if (length == null) {
            return in;
        }
        if (!length.getFirst().matches("[0-9]{1,18}")) {
            throw new IOException("The engine sent a malformed Content-Length.");
        }
        return new FramedBody(in, Long.parseLong(length.getFirst()));
    }
}
