package dev.berth.connectionproxy.recording;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Malformed;

/** Instructions as they arrive. */
final class Script {
    private Script() {}

    static Instruction of(String... elements) {
        var reader = new InstructionReader(1 << 20, InstructionReader.Broken.REFUSED);
        var instruction = new Instruction();
        reader.over(Instructions.of(elements));
        try {
            if (!reader.next(instruction)) {
                throw new AssertionError("not whole");
            }
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
        return instruction;
    }
}
