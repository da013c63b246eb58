package dev.berth.remote;

import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Problem;
import dev.berth.node.call.CallLine;
import dev.berth.node.call.Wire;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Follows long work at a node to its outcome. When the connection breaks the call is made again, which joins the work
 * that goes on there; a node that is silent for too long is given up.
 */
final class Following {
    /** The other side writes a line every two seconds, whatever happens. */
    private static final Duration SILENCE = Duration.ofSeconds(7);

    /** As long as it takes the control plane to find out that a node is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** No work may take longer, pulling a large image included. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Calls calls;
    private final Peer peer;
    private final Consumer<LaunchProgress> progress;
    private long heardAt = System.nanoTime();

    Following(Calls calls, Peer peer, Consumer<LaunchProgress> progress) {
        this.calls = calls;
        this.peer = peer;
        this.progress = progress;
    }

    /** The last line. */
    CallLine follow(String path, Object question) {
        return calls.traced(
                peer,
                path,
                question,
                () -> calls.places()
                        .in(peer, Places.Kind.LONG, LONGEST, deadline -> attempts(path, Wire.write(question))));
    }

    private CallLine attempts(String path, byte[] body) {
        while (true) {
            try {
                return attempt(path, body);
            } catch (IOException e) {
                long end = heardAt + PATIENCE.toNanos();
                if (System.nanoTime() > end) {
                    throw Calls.unreachable(peer, e);
                }
                Calls.pause();
            }
        }
    }

    private CallLine attempt(String path, byte[] body) throws IOException {
        BodyHandler<Lines> handler = head -> new Lines();
        var response = calls.send(calls.request(peer, path, body), handler, System.nanoTime() + SILENCE.toNanos());
        try (var lines = response.body()) {
            if (response.statusCode() != 200) {
                if (Answers.isPassing(response)) {
                    throw new IOException("status " + response.statusCode());
                }
                throw Answers.problem(peer, response, lines.next(SILENCE));
            }
            while (true) {
                var line = Wire.read(lines.next(SILENCE), CallLine.class);
                heard(line);
                if (line.isOutcome()) {
                    return line;
                }
            }
        }
    }

    /** @throws Problem when that is how the work ended */
    private void heard(CallLine line) {
        heardAt = System.nanoTime();
        // a step that this version does not know is none
        line.progress().filter(step -> step.step() != null).ifPresent(progress);
        if (line.problem().isPresent()) {
            throw Answers.problem(line.problem().get());
        }
    }
}
