package dev.berth.remote;

import dev.berth.contract.UpstreamReport;
import dev.berth.remote.UpstreamTest.Answer;
import dev.berth.remote.UpstreamTest.Fault;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** One address and what was found there so far. Used by one thread. */
final class Upstream {
    private static final int REMEMBERED = 20;

    private final UUID node;
    private final String address;
    private final UpstreamTest test;
    private final Deque<Optional<Answer>> answers = new ArrayDeque<>();
    private Collection<String> webApps = new TreeSet<>();
    private Optional<Fault> fault = Optional.empty();
    private boolean answered;

    Upstream(UUID node, String address, UpstreamTest test) {
        this.node = node;
        this.address = address;
        this.test = test;
    }

    boolean is(String other) {
        return address.equals(other);
    }

    Optional<Fault> fault() {
        return fault;
    }

    /** All that can be wrong there. */
    void examine() {
        fault = test.examine(address, answered);
        answered |= fault.isEmpty();
    }

    /** Who answers, nobody before that: by connections of their own: a balancer may leave a connection with one web app. */
    void lookAround() {
        var seen = new TreeSet<String>();
        for (int i = 0; i < UpstreamReport.ENOUGH && seen.size() < 2; i++) {
            test.askAnew(address).ifPresent(one -> seen.add(one.greeting().name()));
        }
        webApps = seen;
    }

    /** A question, for the round trip and to see what gets lost; the one before it opens the connection. */
    void ask() {
        var answer = test.ask(address).flatMap(_ -> test.ask(address));
        answers.addLast(answer);
        if (answers.size() > REMEMBERED) {
            answers.removeFirst();
        }
        if (!webApps.isEmpty()) {
            answer.ifPresent(one -> webApps.add(one.greeting().name()));
        }
    }

    /** Everything at once. */
    UpstreamReport report() {
        examine();
        if (fault.isEmpty()) {
            lookAround();
            ask();
        }
        return found();
    }

    UpstreamReport found() {
        var times = answers.stream()
                .flatMap(Optional::stream)
                .map(Answer::time)
                .sorted()
                .toList();
        return new UpstreamReport(
                node,
                address,
                fault.map(Fault::what),
                fault.map(Fault::detail).orElse(""),
                times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2)),
                answers.size(),
                answers.size() - times.size(),
                List.copyOf(webApps));
    }
}
