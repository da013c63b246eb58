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

/** The opening of a connection to guacd, for a new machine or for one that is connected already. */
record Handshake(Screen screen, String userName, Duration longest) {
    /** What we speak, newest first. Each is understood by all guacd that are newer. */
    private static final List<String> VERSIONS =
            List.of("VERSION_1_5_0", "VERSION_1_3_0", "VERSION_1_1_0", "VERSION_1_0_0");

    private static final String OLDEST = VERSIONS.getLast();

    /**
     * @param what       a protocol, or the id of a connection
     * @param parameters by guacd's names; those that this guacd does not know are left out
     * @return the id of the connection
     * @throws Problem when guacd refuses, does not speak the protocol, or takes too long
     */
    String open(GuacdLink link, String what, Map<String, String> parameters) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        var instruction = new Instruction();
        link.write(Instructions.of("select", what));
        await(link, instruction, Opcode.ARGS, end);
        var names = new ArrayList<String>();
        for (int i = 0; i < instruction.arguments(); i++) {
            names.add(instruction.text(i));
        }
        var version = version(names);
        introduce(link, version);
        var connect = new ArrayList<String>();
        connect.add("connect");
        names.forEach(name -> connect.add(name.startsWith("VERSION_") ? version : parameters.getOrDefault(name, "")));
        link.write(Instructions.of(connect));
        await(link, instruction, Opcode.READY, end);
        return instruction.text(0);
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

    private void introduce(GuacdLink link, String version) throws IOException {
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

    /** Whatever else comes before is of no interest, but does not make the time longer. */
    private static void await(GuacdLink link, Instruction instruction, Opcode wanted, long end) throws IOException {
        while (true) {
            while (link.next(instruction)) {
                if (instruction.opcode() == wanted) {
                    return;
                }
                if (instruction.opcode() == Opcode.ERROR) {
                    throw new Problem(
                            ProblemCode.TARGET_UNREACHABLE,
                            "guacd refuses the connection: " + instruction.text(0) + " (" + instruction.text(1) + ").");
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new Problem(ProblemCode.TIMEOUT, "guacd did not take the connection up in time.");
            }
            if (!link.read(Duration.ofNanos(Math.max(1_000_000, left)))) {
                throw new Problem(
                        ProblemCode.UNAVAILABLE, "guacd closed the connection. It may not support the protocol.");
            }
        }
    }
}
