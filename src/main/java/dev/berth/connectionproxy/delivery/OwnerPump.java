package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears the owner's connection from its beginning to its end: for the browser that sits there; with nobody there it
 * answers guacd itself, so that the machine stays connected.
 */
final class OwnerPump implements GuacdLink.Ear {
    private static final int MOST_ASKED = 64;

    private final GuacdLink link;
    private final Outbound outbound;
    private final OwnersPart owners;
    private final Tapped tapped;
    private final Pulse pulse;
    private final Set<String> asked;
    private final Machine machine;
    private @Nullable Visitor browser;
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

    @Override
    public void hear(Instruction instruction) {
        sit();
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
                if (!farewell) {
                    machine.said(instruction);
                }
                farewell = true;
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

    private void sit() {
        var now = machine.direct();
        if (now != browser) {
            browser = now;
            batch = now == null ? null : new Batch(now.talk());
        }
    }

    @Override
    public void gathered() {
        if (batch != null) {
            batch.send();
            batch.holdUp(link);
        } else {
            var holder = machine.holder();
            if (holder != null) {
                Batch.holdUp(link, holder.talk());
            }
        }
        if (tapped.isFull()) {
            link.pause();
            tapped.whenRoom(link::hearOn);
        }
    }

    @Override
    public void rest() {
        if (batch != null) {
            batch.flush();
        }
        if (content) {
            content = false;
            pulse.content(System.nanoTime());
        }
    }

    @Override
    public void over(@Nullable IOException failure) {
        rest();
        machine.over(failure == null && !farewell ? new IOException("guacd ended") : failure);
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
