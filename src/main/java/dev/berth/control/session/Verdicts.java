package dev.berth.control.session;

import dev.berth.control.session.Explanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects verdicts: the first of many, the chosen one before all others. */
final class Verdicts {
    /** One takes about a hundred bytes of a row. */
    static final int MOST = 50;

    private final List<Verdict> listed = new ArrayList<>();
    private int all;
    private @Nullable String chosen;

    void add(Verdict verdict) {
        all++;
        if (verdict.isChosen()) {
            chosen = verdict.name();
            listed.addFirst(verdict);
        } else if (listed.size() < MOST) {
            listed.add(verdict);
        }
    }

    int all() {
        return all;
    }

    @Nullable
    String chosen() {
        return chosen;
    }

    List<Verdict> listed() {
        return List.copyOf(listed);
    }
}
