package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instructions;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Speaks guacd's side of the protocol as far as a test wants, with a parser of its own. */
final class FakeGuacd implements AutoCloseable {
    static final List<String> NAMES = List.of(
            "VERSION_1_3_0",
            "hostname",
            "port",
            "username",
            "password",
            "read-only",
            "disable-copy",
            "disable-paste",
            "disable-audio",
            "enable-audio-input",
            "enable-drive",
            "drive-path",
            "enable-printing",
            "enable-sftp",
            "disable-upload",
            "disable-download",
            "server-layout",
            "recording-path");

    /** What a connection does once a client is there; with {@code null} it shakes hands. */
    interface Script {
        void play(Call call) throws IOException;
    }

    private final ServerSocket server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile Script script = Call::shakeHands;

    FakeGuacd() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                var call = new Call(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        script.play(call);
                    } catch (IOException gone) {
                        // the test sees it
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    void script(Script other) {
        script = other;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** The next connection whose handshake is over. */
    Call next() throws InterruptedException {
        var call = calls.poll(60, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("nobody connected");
        }
        return call;
    }

    /** As if the process was killed. */
    void die() {
        for (var socket : List.copyOf(sockets)) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException closed) {
                // by the test itself
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        die();
    }

    /** One connection. */
    final class Call {
        final Socket socket;
        final List<List<String>> introduction = new ArrayList<>();
        final Map<String, String> parameters = new HashMap<>();
        String selected = "";
        private final InputStream in;
        private final OutputStream out;
        private final BlockingQueue<List<String>> heard = new LinkedBlockingQueue<>();

        Call(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void shakeHands() throws IOException {
            selected = read().get(1);
            var args = new ArrayList<>(List.of("args"));
            args.addAll(NAMES);
            send(args.toArray(String[]::new));
            var instruction = read();
            while (!instruction.getFirst().equals("connect")) {
                introduction.add(instruction);
                instruction = read();
            }
            for (int i = 0; i < NAMES.size(); i++) {
                parameters.put(NAMES.get(i), instruction.get(i + 1));
            }
            send("ready", selected.startsWith("$") ? selected : "$" + socket.getPort());
            calls.add(this);
            while (true) {
                heard.add(read());
            }
        }

        void send(String... elements) throws IOException {
            raw(Instructions.of(elements));
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }

        /** The next instruction of this kind that the client sends; others before it are passed over. */
        List<String> hears(String opcode) throws InterruptedException {
            while (true) {
                var instruction = hears();
                if (instruction.getFirst().equals(opcode)) {
                    return instruction;
                }
            }
        }

        /** The next that is not there to keep the connection alive. */
        List<String> hears() throws InterruptedException {
            while (true) {
                var instruction = heard.poll(60, TimeUnit.SECONDS);
                if (instruction == null) {
                    throw new AssertionError("guacd heard nothing more");
                }
                if (!instruction.getFirst().equals("nop")) {
                    return instruction;
                }
            }
        }

        boolean heardNothing() {
            return heard.stream().allMatch(instruction -> instruction.getFirst().equals("nop"));
        }

        List<String> read() throws IOException {
            var elements = new ArrayList<String>();
            while (true) {
                int length = 0;
                int next = octet();
                while (next != '.') {
                    length = length * 10 + next - '0';
                    next = octet();
                }
                var text = new java.io.ByteArrayOutputStream();
                for (int i = 0; i < length; i++) {
                    int lead = octet();
                    text.write(lead);
                    int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
                    for (int j = 0; j < more; j++) {
                        text.write(octet());
                    }
                }
                elements.add(text.toString(StandardCharsets.UTF_8));
                int end = octet();
                if (end == ';') {
                    return elements;
                }
                if (end != ',') {
                    throw new AssertionError("the proxy wrote " + elements + " and then " + (char) end);
                }
            }
        }

        private int octet() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            return octet;
        }

        /** True once the proxy has closed the connection. */
        boolean isOver() {
            try {
                out.write(Instructions.of("nop"));
                out.flush();
                return false;
            } catch (IOException over) {
                return true;
            }
        }
    }
}
