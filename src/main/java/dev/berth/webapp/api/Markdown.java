package dev.berth.webapp.api;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes Markdown in which nothing that somebody entered can be more than text. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&!]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private final StringBuilder text = new StringBuilder();

    Markdown title(String title) {
        return line("# " + text(title));
    }

    Markdown heading(String heading) {
        return line("").line("## " + text(heading)).line("");
    }

    /** Text of our own, in which what others wrote went through {@link #text} or {@link #code}. */
    Markdown line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** @param rows cells that went through {@link #text} or {@link #code} where somebody else wrote them */
    Markdown table(List<String> head, List<List<String>> rows) {
        line(row(head)).line(row(head.stream().map(_ -> "---").toList()));
        rows.forEach(cells -> line(row(cells)));
        return this;
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Lines to be copied. */
    Markdown block(String... lines) {
        var all = Arrays.stream(lines).map(Markdown::oneLine).collect(Collectors.joining("\n"));
        var fence = "`".repeat(Math.max(3, longest(all) + 1));
        return line(fence).line(all).line(fence);
    }

    /** Words as they are, on one line. */
    static String text(String words) {
        return SPECIAL.matcher(oneLine(words)).replaceAll("\\\\$0");
    }

    /** A value to be copied, on one line; one that could end its own quotes or a cell is escaped instead. */
    static String code(String value) {
        var one = oneLine(value);
        return one.isEmpty() || one.contains("`") || one.contains("|") ? text(one) : "`" + one + "`";
    }

    private static String oneLine(String words) {
        return words.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static int longest(String words) {
        return BACKTICKS
                .matcher(words)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
