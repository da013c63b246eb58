package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.Problem;

/**
 * Looks on at a connection, from its first instruction to its end. Called by one thread at a time, which must not wait;
 * an instruction is valid during the call only. What it throws ends a session that must be recorded, and else only the
 * tap.
 */
public interface InstructionTap {
    /** What guacd tells the owner of the connection, whether a browser is there or not. */
    void fromGuacd(Instruction instruction) throws Problem;

    /** A key, a touch or the mouse of a browser that was let through. Never text of a clipboard, file or password. */
    void fromBrowser(Instruction instruction) throws Problem;

    /** True when it should be given no more of guacd's until {@link #whenRoom}. */
    default boolean isFull() {
        return false;
    }

    /** Runs it once, on any thread, when it takes more, or never will. */
    default void whenRoom(Runnable resume) {
        resume.run();
    }

    /** Called about once a second. */
    default void tick() throws Problem {}

    /** @param why the connection ended, for people */
    void end(String why);
}
