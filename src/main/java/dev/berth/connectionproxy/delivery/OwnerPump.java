package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the owner's connection from its beginning to its end: for the browser that sits there; with nobody there it
 * answers guacd itself, so that the machine stays connected.
 */
final class OwnerPump {
    private static final int MOST_ASKED = 64;

    private final GuacdLink link;
    private final Outbound outbound;
    private final OwnersPart owners;
    private final Tapped tapped;
    private final Pulse pulse;
    private final Set<String> asked;
    private final Machine machine;
    private @Nullable Batch batch;
    private volatile boolean pictured;
    private boolean farewell;
    private boolean content;

    OwnerPump(
            GuacdLink link,
            Outbound outbound,
            OwnersPart owners,
            Tapped tapped,
            Pulse pulse,
            Set<String> asked,
            Machine machine) {
        this.link = link;
        this.outbound = outbound;
        this.owners = owners;
        this.tapped = tapped;
        this.pulse = pulse;
        this.asked = asked;
        this.machine = machine;
    }

    /** True when guacd has drawn the whole machine once. */
    boolean isPictured() {
        return pictured;
    }

    /** @throws IOException when guacd ends without a word, or does not speak its protocol */
    void run() throws IOException {
        var instruction = new Instruction();
        Visitor browser = null;
        do {
            var now = machine.direct();
            if (now == null) {
                batch = null;
            } else if (now != browser || batch == null) {
                batch = new Batch(now.talk());
            }
            browser = now;
            while (link.next(instruction)) {
                take(instruction);
            }
            if (batch != null) {
                batch.send();
                batch.flush(link.hasMore());
            }
            if (content) {
                content = false;
                pulse.content(System.nanoTime());
            }
        } while (link.read());
        if (!farewell) {
            throw new IOException("guacd ended");
        }
    }

    private void take(Instruction instruction) throws IOException {
        tapped.fromGuacd(instruction);
        switch (instruction.opcode()) {
            case NOP -> {}
            case SYNC -> {
                pictured = true;
                if (batch == null) {
                    link.write(Instructions.of("sync", instruction.text(0)));
                }
            }
            case ERROR -> {
                farewell = true;
                machine.said(instruction);
            }
            case DISCONNECT -> farewell = true;
            case REQUIRED -> ask(instruction);
            default -> content = true;
        }
        if (outbound.passes(instruction)) {
            owners.seen(instruction);
            pass(instruction);
        }
    }

    private void ask(Instruction required) {
        for (int i = 0; i < required.arguments() && asked.size() < MOST_ASKED; i++) {
            asked.add(required.text(i));
        }
    }

    private void pass(Instruction instruction) {
        if (batch != null) {
            if (owners.isOwners(instruction)) {
                batch.add(instruction);
            }
            return;
        }
        var holder = machine.holder();
        var bytes = owners.forJoined(instruction, holder != null);
        if (bytes != null && holder != null) {
            holder.talk().send(bytes, 0, bytes.length);
            holder.talk().flush();
        }
    }
}
