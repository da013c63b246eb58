package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Opcode;
import dev.berth.contract.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hears the connection of a browser that joined. */
final class JoinedPump implements GuacdLink.Ear {
    private final GuacdLink link;
    private final Visitor browser;
    private final Outbound outbound;
    private final Problem brokenOff;
    private final Batch batch;
    private boolean farewell;

    /** @param brokenOff what the browser is told when guacd ends without a word */
    JoinedPump(GuacdLink link, Visitor browser, Outbound outbound, Problem brokenOff) {
        this.link = link;
        this.browser = browser;
        this.outbound = outbound;
        this.brokenOff = brokenOff;
        this.batch = new Batch(browser.talk());
    }

    @Override
    public void hear(Instruction instruction) {
        farewell |= instruction.opcode() == Opcode.ERROR || instruction.opcode() == Opcode.DISCONNECT;
        if (outbound.passes(instruction)) {
            batch.add(instruction);
        }
    }

    @Override
    public void gathered() {
        batch.send();
        batch.holdUp(link);
    }

    @Override
    public void rest() {
        batch.flush();
    }

    @Override
    public void over(@Nullable IOException failure) {
        rest();
        if (farewell) {
            browser.talk().finish();
        } else {
            browser.talk().close(brokenOff);
        }
    }
}
