package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Malformed;
import dev.berth.connectionproxy.instruction.Opcode;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.relay.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One browser at a machine: hears what it says, and hands on what the policy lets through. */
final class Visitor implements Conversation.Partner {
    /** Guacd's own limit for an instruction of a client. */
    static final int LONGEST = 8192;

    private static final int CLOSE_FRAME = 123;

    /**
     * Where its instructions go once there is a connection.
     *
     * @param link  its own to guacd
     * @param owner present when that is not the owner's
     */
    record Place(GuacdLink link, Inbound inbound, Tapped tapped, Pulse pulse, Optional<OwnersPart> owner) {
        boolean isOverrun() {
            return link.isOverrun()
                    || owner.map(OwnersPart::link).filter(GuacdLink::isOverrun).isPresent();
        }
    }

    private final Conversation talk;
    private final Screen screen;
    private final Consumer<Visitor> left;
    private final InstructionReader reader = new InstructionReader(LONGEST, InstructionReader.Broken.REFUSED);
    private final Instruction instruction = new Instruction();
    private volatile @Nullable Place place;
    /** It broke the rules: what of its last message was let through does not matter any more. */
    private boolean expelled;
    /** It waits for guacd to read. */
    private volatile boolean held;

    /** @param left told once, when it has gone */
    Visitor(Conversation talk, Screen screen, Consumer<Visitor> left) {
        this.talk = talk;
        this.screen = screen;
        this.left = left;
    }

    Conversation talk() {
        return talk;
    }

    Screen screen() {
        return screen;
    }

    void sit(Place found) {
        place = found;
    }

    Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    void say(byte[] bytes) {
        talk.send(bytes, 0, bytes.length);
        talk.flush();
    }

    /** Ends it; the browser hears why. A close frame takes a short sentence only, so a long one goes before it. */
    void dismiss(Problem why) {
        if (why.detail().getBytes(StandardCharsets.UTF_8).length <= CLOSE_FRAME) {
            talk.close(why);
            return;
        }
        say(Instructions.of("", "reason", why.detail()));
        talk.close(why);
    }

    /** @throws Problem when it breaks the rules */
    @Override
    public void hear(byte[] message) {
        try {
            reader.over(message);
            while (!talk.isOver() && reader.next(instruction)) {
                take(instruction);
                bound();
            }
        } catch (Malformed broken) {
            throw broken(String.valueOf(broken.getMessage()));
        } catch (Problem problem) {
            expelled = true;
            throw problem;
        }
        if (!talk.isOver() && !reader.isEmpty()) {
            throw broken("The browser sent half an instruction.");
        }
        var found = place;
        if (found != null) {
            holdUp(found.link());
            found.owner().ifPresent(owner -> holdUp(owner.link()));
        }
    }

    /** The browser has to wait while guacd does not read. */
    private void holdUp(GuacdLink link) {
        if (!held && link.isFull()) {
            held = true;
            talk.pause();
            link.whenRoom(() -> {
                held = false;
                talk.readOn();
            });
        }
    }

    /** What has come before a pause is heard after it, and may be much. */
    private void bound() {
        var found = place;
        if (talk.isOverrun() || found != null && found.isOverrun()) {
            throw new Problem(ProblemCode.RATE_LIMITED, "The browser says more than the machine takes.");
        }
    }

    @Override
    public void rest() {
        var found = place;
        if (found != null) {
            found.link().flush();
        }
    }

    @Override
    public void left() {
        if (!expelled) {
            rest();
        }
        left.accept(this);
    }

    private Problem broken(String detail) {
        expelled = true;
        var found = place;
        return found == null
                ? new Problem(ProblemCode.INVALID, detail)
                : found.inbound().invented(detail);
    }

    private void take(Instruction said) {
        var found = place;
        if (found == null) {
            // nothing but the tunnel itself is there yet
            switch (said.opcode()) {
                case INTERNAL -> echo(said);
                case DISCONNECT -> talk.finish();
                default -> {}
            }
            return;
        }
        switch (found.inbound().judge(said)) {
            case ECHO -> echo(said);
            case DROP -> {}
            case LEAVE -> talk.finish();
            case PASS -> pass(said, found);
            case PASS_AS_OWNER ->
                found.owner()
                        .ifPresentOrElse(
                                owner -> owner.fromJoined(said),
                                () -> found.link().write(said));
        }
    }

    private static void pass(Instruction said, Place found) {
        switch (said.opcode()) {
            case KEY, MOUSE, TOUCH -> {
                found.tapped().fromBrowser(said);
                if (said.opcode() == Opcode.KEY) {
                    found.pulse().input(System.nanoTime());
                }
            }
            default -> {}
        }
        found.link().write(said);
    }

    private void echo(Instruction said) {
        talk.send(said.buffer(), said.offset(), said.length());
        talk.flush();
    }
}
