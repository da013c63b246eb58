package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Opcode;
import dev.berth.relay.Conversation;
import java.io.IOException;
import java.util.Collection;

/** Reads the connection of a browser that joined. */
record JoinedPump(GuacdLink link, Conversation browser, Outbound outbound) {
    /**
     * @param first what the browser would not hear of otherwise
     * @return true when guacd said why it ends
     */
    boolean run(Collection<byte[]> first) throws IOException {
        var instruction = new Instruction();
        var batch = new Batch(browser);
        boolean farewell = false;
        first.forEach(bytes -> browser.send(bytes, 0, bytes.length));
        browser.flush();
        do {
            while (link.next(instruction)) {
                farewell |= instruction.opcode() == Opcode.ERROR || instruction.opcode() == Opcode.DISCONNECT;
                if (outbound.passes(instruction)) {
                    batch.add(instruction);
                }
            }
            batch.send();
            batch.flush(link.hasMore());
        } while (link.read());
        return farewell;
    }
}
