package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Opcode;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The opening of a connection to guacd, for a new machine or for one that is connected already. */
record Handshake(Screen screen, String userName, Duration longest) {
    /** What we speak, newest first. Each is understood by all guacd that are newer. */
    private static final List<String> VERSIONS =
            List.of("VERSION_1_5_0", "VERSION_1_3_0", "VERSION_1_1_0", "VERSION_1_0_0");

    private static final String OLDEST = VERSIONS.getLast();

    /**
     * Blocks. Afterwards the link is paused.
     *
     * @param what       a protocol, or the id of a connection
     * @param parameters by guacd's names; those that this guacd does not know are left out
     * @return the id of the connection
     * @throws Problem when guacd refuses, does not speak the protocol, or takes too long
     */
    String open(GuacdLink link, String what, Map<String, String> parameters) throws IOException {
        var answers = new Answers(link, parameters);
        link.start(answers);
        link.write(Instructions.of("select", what));
        try {
            return answers.id.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Problem(ProblemCode.TIMEOUT, "guacd did not take the connection up in time.", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Problem problem -> throw problem;
                case IOException broken -> throw broken;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whatever comes besides what was asked is of no interest. */
    private final class Answers implements GuacdLink.Ear {
        private final GuacdLink link;
        private final Map<String, String> parameters;
        private final CompletableFuture<String> id = new CompletableFuture<>();
        private boolean introduced;

        Answers(GuacdLink link, Map<String, String> parameters) {
            this.link = link;
            this.parameters = parameters;
        }

        @Override
        public void hear(Instruction instruction) {
            if (instruction.opcode() == Opcode.ERROR) {
                id.completeExceptionally(new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        "guacd refuses the connection: " + instruction.text(0) + " (" + instruction.text(1) + ")."));
                link.pause();
            } else if (!introduced && instruction.opcode() == Opcode.ARGS) {
                introduced = true;
                introduce(instruction);
            } else if (introduced && instruction.opcode() == Opcode.READY) {
                link.pause();
                id.complete(instruction.text(0));
            }
        }

        private void introduce(Instruction args) {
            var names = new ArrayList<String>();
            for (int i = 0; i < args.arguments(); i++) {
                names.add(args.text(i));
            }
            var version = version(names);
            Handshake.this.introduce(link, version);
            var connect = new ArrayList<String>();
            connect.add("connect");
            names.forEach(
                    name -> connect.add(name.startsWith("VERSION_") ? version : parameters.getOrDefault(name, "")));
            link.write(Instructions.of(connect));
        }

        @Override
        public void gathered() {}

        @Override
        public void rest() {}

        @Override
        public void over(@Nullable IOException failure) {
            id.completeExceptionally(
                    failure != null
                            ? failure
                            : new Problem(
                                    ProblemCode.UNAVAILABLE,
                                    "guacd closed the connection. It may not support the protocol."));
        }
    }

    private static String version(List<String> names) {
        if (names.isEmpty() || !names.getFirst().startsWith("VERSION_")) {
            return OLDEST;
        }
        var theirs = names.getFirst();
        return VERSIONS.stream()
                .filter(ours -> compare(ours, theirs) <= 0)
                .findFirst()
                .orElse(OLDEST);
    }

    private static int compare(String one, String other) {
        var a = one.split("_", -1);
        var b = other.split("_", -1);
        for (int i = 1; i < Math.min(a.length, b.length); i++) {
            int difference = Integer.compare(number(a[i]), number(b[i]));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
    }

    private void introduce(GuacdLink link, String version) {
        var instructions = new ArrayList<List<String>>();
        instructions.add(List.of(
                "size", String.valueOf(screen.width()), String.valueOf(screen.height()), String.valueOf(screen.dpi())));
        instructions.add(types("audio", screen.audio()));
        instructions.add(List.of("video"));
        instructions.add(types("image", screen.image()));
        if (compare(version, "VERSION_1_1_0") >= 0) {
            screen.timezone().ifPresent(zone -> instructions.add(List.of("timezone", zone)));
        }
        if (compare(version, "VERSION_1_3_0") >= 0) {
            instructions.add(List.of("name", userName));
        }
        for (var instruction : instructions) {
            var bytes = Instructions.of(instruction);
            link.write(bytes, 0, bytes.length);
        }
    }

    private static List<String> types(String opcode, List<String> types) {
        var all = new ArrayList<String>();
        all.add(opcode);
        all.addAll(types);
        return all;
    }
}
