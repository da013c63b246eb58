package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.relay.TextBrowser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a session page does, without its manners. */
final class GuacamoleBrowser implements AutoCloseable {
    final TextBrowser socket;
    private final ArrayDeque<List<String>> unread = new ArrayDeque<>();
    private TextBrowser.Frame end;

    GuacamoleBrowser(int port, UUID session, String query) throws IOException {
        socket = new TextBrowser(port, session, "/guacamole" + query, "guacamole");
        if (!socket.head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(socket.head);
        }
    }

    void send(String... elements) throws IOException {
        socket.send(Instructions.of(elements));
    }

    /** Waits until it and guacd hear each other. */
    FakeGuacd.Call meet(FakeGuacd guacd) throws IOException, InterruptedException {
        var call = guacd.next();
        call.send("sync", "0");
        hears("sync");
        return call;
    }

    /** The next instruction; null when the stream was closed instead. */
    List<String> next() throws IOException {
        while (unread.isEmpty()) {
            var frame = socket.next();
            if (frame.closeCode() >= 0) {
                end = frame;
                return null;
            }
            parse(frame.text());
        }
        return unread.poll();
    }

    /** The next instruction of this kind; others before it are passed over. */
    List<String> hears(String opcode) throws IOException {
        while (true) {
            var instruction = next();
            if (instruction == null) {
                throw new AssertionError("closed with " + end.closeCode() + " " + end.text() + " before " + opcode);
            }
            if (instruction.getFirst().equals(opcode)) {
                return instruction;
            }
        }
    }

    /** How it was closed, whatever came before. */
    TextBrowser.Frame closed() throws IOException {
        while (next() != null) {
            // not wanted
        }
        return end;
    }

    private void parse(String message) {
        int at = 0;
        var elements = new ArrayList<String>();
        while (at < message.length()) {
            int dot = message.indexOf('.', at);
            int length = Integer.parseInt(message.substring(at, dot));
            int to = message.offsetByCodePoints(dot + 1, length);
            elements.add(message.substring(dot + 1, to));
            if (message.charAt(to) == ';') {
                unread.add(List.copyOf(elements));
                elements.clear();
            }
            at = to + 1;
        }
        if (!elements.isEmpty()) {
            throw new AssertionError("half an instruction: " + elements);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
