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
    private boolean drawn;
    private boolean sized;
    /** Another connection has taken its place. */
    private boolean replaced;

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
        if (replaced) {
            return;
        }
        sit();
        tapped.fromGuacd(instruction);
        switch (instruction.opcode()) {
            case NOP -> {}
            case SYNC -> {
                pictured |= !isBlind();
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
            case SIZE -> {
                sized |= instruction.number(0) == 0;
                content = true;
            }
            case IMG -> {
                drawn = true;
                content = true;
            }
            default -> content = true;
        }
        if (outbound.passes(instruction)) {
            owners.seen(instruction);
            pass(instruction);
        }
    }

    /**
     * A picture without a size shows nothing. guacd 1.3 begins to speak while it does not know yet to whom, and now and
     * then that is lost, the owner's files and sound with it. What it draws first goes with the size as one.
     */
    private boolean isBlind() {
        return drawn && !sized;
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
        flush();
        if (isBlind() && !farewell && !replaced) {
            replaced = machine.beginAgain();
            // else it is taken as it is
            sized = true;
        }
    }

    private void flush() {
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
        if (replaced) {
            return;
        }
        flush();
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
