package dev.berth.connectionproxy.trial;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.contract.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One short conversation with guacd: as long as it takes to see a picture, or to hear why there is none. */
final class GuacdTalk implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int LONGEST = 64 << 10;
    private static final String NEWEST = "VERSION_1_5_0";

    private final Deadline deadline;
    private final Socket socket = new Socket();
    private final InstructionReader reader = new InstructionReader(LONGEST, InstructionReader.Broken.REPLACED);
    private final Instruction instruction = new Instruction();

    /** How far a connection came. */
    sealed interface Outcome {}

    record Picture() implements Outcome {}

    /** @param status of Guacamole's own numbers */
    record Refused(int status, String text) implements Outcome {}

    /** @param names parameters that the machine asks for and that are not given */
    record Asks(List<String> names) implements Outcome {}

    /** Nothing decisive until the time was over. */
    record Silent() implements Outcome {}

    GuacdTalk(InetSocketAddress guacd, Deadline deadline) throws IOException {
        this.deadline = deadline;
        socket.connect(guacd, deadline.millis(ANSWER));
        socket.setTcpNoDelay(true);
    }

    /**
     * Opens the connection.
     *
     * @return the parameters that this guacd knows
     * @throws IOException when it does not speak as guacd does
     */
    Set<String> connect(String protocol, Map<String, String> parameters) throws IOException {
        send("select", protocol);
        var args = await("args");
        var known = args.subList(1, args.size());
        send("size", "1024", "768", "96");
        send("audio");
        send("video");
        send("image", "image/png", "image/jpeg");
        var version = known.isEmpty() ? "" : known.getFirst();
        if (version.compareTo("VERSION_1_1_0") >= 0) {
            send("timezone", "Etc/UTC");
        }
        if (version.compareTo("VERSION_1_3_0") >= 0) {
            send("name", "Connection test");
        }
        var values = new ArrayList<>(List.of("connect"));
        known.forEach(name -> values.add(
                name.startsWith("VERSION_")
                        ? name.compareTo(NEWEST) > 0 ? NEWEST : name
                        : parameters.getOrDefault(name, "")));
        send(values.toArray(String[]::new));
        return Set.copyOf(known);
    }

    /**
     * @param enough   images and, after them, a whole frame
     * @param patience how long there may be fewer after the first frame until that is taken for all there is
     */
    Outcome outcome(int enough, Duration patience) throws IOException {
        int images = 0;
        var end = deadline;
        try {
            while (true) {
                var next = next(end);
                switch (next.getFirst()) {
                    case "error" -> {
                        return new Refused(number(next, 2), next.size() > 1 ? next.get(1) : "");
                    }
                    case "required" -> {
                        return new Asks(List.copyOf(next.subList(1, next.size())));
                    }
                    case "disconnect" -> {
                        return new Refused(523, "");
                    }
                    case "blob" -> send("ack", next.get(1), "OK", "0");
                    case "sync" -> {
                        send("sync", next.get(1));
                        if (images >= enough) {
                            return new Picture();
                        }
                        if (images > 0 && end == deadline) {
                            end = Deadline.in(Duration.ofMillis(deadline.millis(patience)));
                        }
                    }
                    case "img" -> images++;
                    default -> {
                        // another way to draw, or nothing to do with the picture
                    }
                }
            }
        } catch (SocketTimeoutException | Problem over) {
            return images > 0 && end != deadline ? new Picture() : new Silent();
        } catch (EOFException closed) {
            return new Refused(523, "");
        }
    }

    private static int number(List<String> elements, int at) {
        return elements.size() > at && elements.get(at).matches("[0-9]{1,5}") ? Integer.parseInt(elements.get(at)) : 0;
    }

    private List<String> await(String opcode) throws IOException {
        while (true) {
            var next = next(deadline);
            if (next.getFirst().equals(opcode)) {
                return next;
            }
            if (next.getFirst().equals("error")) {
                throw new IOException("guacd refuses: " + String.join(" ", next.subList(1, next.size())));
            }
        }
    }

    private List<String> next(Deadline end) throws IOException {
        InputStream in = socket.getInputStream();
        while (!reader.next(instruction)) {
            socket.setSoTimeout(end.millis(Duration.ofMinutes(1)));
            if (reader.read(in) < 0) {
                throw new EOFException("guacd ended the conversation");
            }
        }
        var elements = new ArrayList<String>();
        for (int i = -1; i < instruction.arguments(); i++) {
            elements.add(instruction.text(i));
        }
        return elements;
    }

    private void send(String... elements) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(Instructions.of(elements));
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            send("disconnect");
        } catch (IOException gone) {
            // it has ended already
        }
    }
}
