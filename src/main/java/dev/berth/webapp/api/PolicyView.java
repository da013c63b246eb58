package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.SessionPolicy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user may do in a session on an existing machine, in JSON. What is left out is as in an open policy. */
public record PolicyView(
        @Nullable Boolean clipboardIn,
        @Nullable Boolean clipboardOut,
        @Nullable Boolean upload,
        @Nullable Boolean download,
        @Nullable Boolean printing,
        @Nullable Boolean audio,
        @Nullable Boolean microphone,
        @Nullable Boolean readOnly,
        @Nullable String recording) {
    static PolicyView of(SessionPolicy policy) {
        return new PolicyView(
                policy.clipboardIn(),
                policy.clipboardOut(),
                policy.upload(),
                policy.download(),
                policy.printing(),
                policy.audio(),
                policy.microphone(),
                policy.readOnly(),
                policy.recording().wireName());
    }

    SessionPolicy policy() {
        var open = SessionPolicy.OPEN;
        return new SessionPolicy(
                or(clipboardIn, open.clipboardIn()),
                or(clipboardOut, open.clipboardOut()),
                or(upload, open.upload()),
                or(download, open.download()),
                or(printing, open.printing()),
                or(audio, open.audio()),
                or(microphone, open.microphone()),
                or(readOnly, open.readOnly()),
                recording == null ? open.recording() : parsed(recording));
    }

    private static boolean or(@Nullable Boolean given, boolean otherwise) {
        return Optional.ofNullable(given).orElse(otherwise);
    }

    private static SessionPolicy.Recording parsed(String text) {
        return Arrays.stream(SessionPolicy.Recording.values())
                .filter(one -> one.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("policy.recording", "Recording is one of off, on, required."));
    }
}
