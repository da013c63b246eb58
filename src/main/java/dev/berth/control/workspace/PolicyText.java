package dev.berth.control.workspace;

import dev.berth.contract.SessionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy in one column: the words for what it allows. */
public final class PolicyText {
    private static final String RECORDING = "recording-";

    private PolicyText() {}

    /** For the database. */
    public static String write(SessionPolicy policy) {
        var words = new ArrayList<String>();
        add(words, policy.clipboardIn(), "clipboard-in");
        add(words, policy.clipboardOut(), "clipboard-out");
        add(words, policy.upload(), "upload");
        add(words, policy.download(), "download");
        add(words, policy.printing(), "printing");
        add(words, policy.audio(), "audio");
        add(words, policy.microphone(), "microphone");
        add(words, policy.readOnly(), "read-only");
        words.add(RECORDING + policy.recording().wireName());
        return String.join(" ", words);
    }

    private static void add(List<String> words, boolean holds, String word) {
        if (holds) {
            words.add(word);
        }
    }

    /** @param text null when nobody has said anything */
    public static SessionPolicy read(@Nullable String text) {
        if (text == null) {
            return SessionPolicy.OPEN;
        }
        var words = Set.of(text.split(" "));
        var recording = SessionPolicy.Recording.OFF;
        for (var one : SessionPolicy.Recording.values()) {
            recording = words.contains(RECORDING + one.wireName()) ? one : recording;
        }
        return new SessionPolicy(
                words.contains("clipboard-in"),
                words.contains("clipboard-out"),
                words.contains("upload"),
                words.contains("download"),
                words.contains("printing"),
                words.contains("audio"),
                words.contains("microphone"),
                words.contains("read-only"),
                recording);
    }
}
