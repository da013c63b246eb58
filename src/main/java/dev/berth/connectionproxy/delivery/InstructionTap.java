package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.Problem;

/**
 * Looks on at a connection, from its first instruction to its end. Called by one thread at a time; an instruction is
 * valid during the call only. What it throws ends a session that must be recorded, and else only the tap.
 */
public interface InstructionTap {
    /** What guacd tells the owner of the connection, whether a browser is there or not. */
    void fromGuacd(Instruction instruction) throws Problem;

    /** A key, a touch or the mouse of a browser that was let through. Never text of a clipboard, file or password. */
    void fromBrowser(Instruction instruction) throws Problem;

    /** @param why the connection ended, for people */
    void end(String why);
}
