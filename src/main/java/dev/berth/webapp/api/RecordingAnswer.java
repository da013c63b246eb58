package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.recording.Playback;
import dev.berth.node.ProblemJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a recording as an answer: fetched part by part, while the reader takes them. */
final class RecordingAnswer {
    private final Playback.Opened recording;
    private final ByteRange range;
    private final long begins;
    private Playback.Part next;

    private RecordingAnswer(Playback.Opened recording, ByteRange range, long begins, Playback.Part next) {
        this.recording = recording;
        this.range = range;
        this.begins = begins;
        this.next = next;
    }

    static Response.ResponseBuilder of(Playback.Opened recording, @Nullable String header) {
        var asked = ByteRange.parse(header);
        boolean fromEnd = asked.filter(range -> range.first() < 0).isPresent();
        long begins = fromEnd ? 0 : asked.map(ByteRange::first).orElse(0L);
        // also says how many there are
        var part = recording.part(
                begins, fromEnd ? 1 : asked.map(ByteRange::length).orElse(Long.MAX_VALUE));
        long size = part.size();
        if (asked.isEmpty()) {
            return answer(Response.ok(), new RecordingAnswer(recording, new ByteRange(0, size - 1), begins, part));
        }
        return asked.get()
                .within(size)
                .map(range -> answer(
                        Response.status(206)
                                .header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size),
                        new RecordingAnswer(recording, range, begins, part)))
                .orElseGet(() -> beyond(size));
    }

    private static Response.ResponseBuilder answer(Response.ResponseBuilder response, RecordingAnswer answer) {
        return response.header("Accept-Ranges", "bytes")
                .header("Cache-Control", "no-store")
                .header(HttpHeaders.CONTENT_LENGTH, answer.range.length())
                .entity((StreamingOutput) answer::write);
    }

    private static Response.ResponseBuilder beyond(long size) {
        var title = "Nothing is there";
        return Response.status(416)
                .header("Content-Range", "bytes */" + size)
                .type(ProblemJson.MEDIA_TYPE)
                .entity(new ProblemJson(
                        "about:blank",
                        title,
                        416,
                        "The recording has " + size + " bytes.",
                        ProblemCode.INVALID.wireName(),
                        List.of(),
                        null));
    }

    private void write(OutputStream out) throws IOException {
        long at = range.first();
        try {
            if (at != begins) {
                next = recording.part(at, range.length());
            }
            while (at <= range.last()) {
                int length = (int) Math.min(next.bytes().length, range.last() - at + 1);
                if (length == 0) {
                    throw new IOException("the recording has become shorter");
                }
                out.write(next.bytes(), 0, length);
                at += length;
                if (at <= range.last()) {
                    next = recording.part(at, range.last() - at + 1);
                }
            }
        } catch (Problem problem) {
            // the answer has begun: all that can be done is to break it off
            throw new IOException(problem);
        }
    }
}
