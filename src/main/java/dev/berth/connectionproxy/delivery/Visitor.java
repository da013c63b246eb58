package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Malformed;
import dev.berth.connectionproxy.instruction.Opcode;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.relay.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One browser at a machine: reads what it says, on its own thread, and hands on what the policy lets through. */
final class Visitor {
    /** Guacd's own limit for an instruction of a client. */
    static final int LONGEST = 8192;

    private static final int CLOSE_FRAME = 123;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    /**
     * Where its instructions go once there is a connection.
     *
     * @param link  its own to guacd
     * @param owner present when that is not the owner's
     */
    record Place(GuacdLink link, Inbound inbound, Tapped tapped, Pulse pulse, Optional<OwnersPart> owner) {}

    private final Conversation talk;
    private final Screen screen;
    private volatile @Nullable Place place;

    Visitor(Conversation talk, Screen screen) {
        this.talk = talk;
        this.screen = screen;
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
        // a browser that does not read would keep us
        Thread.ofVirtual().name("farewell").start(() -> {
            say(Instructions.of("", "reason", why.detail()));
            talk.close(why);
        });
    }

    /** Until the browser has gone. @throws Problem when it breaks the rules, or a tap may not miss anything */
    void listen() throws InterruptedException {
        var reader = new InstructionReader(LONGEST, InstructionReader.Broken.REFUSED);
        var instruction = new Instruction();
        while (true) {
            var message = talk.receive(KEEP_ALIVE);
            if (message.isEmpty() && talk.isOver()) {
                return;
            }
            try {
                reader.over(message.orElse(new byte[0]));
                while (reader.next(instruction)) {
                    if (!take(instruction)) {
                        return;
                    }
                }
                if (!reader.isEmpty()) {
                    throw broken("The browser sent half an instruction.");
                }
                rest();
            } catch (Malformed broken) {
                throw broken(String.valueOf(broken.getMessage()));
            } catch (IOException gone) {
                // whoever reads that connection to guacd says so
            }
        }
    }

    private Problem broken(String detail) {
        var found = place;
        return found == null
                ? new Problem(ProblemCode.INVALID, detail)
                : found.inbound().invented(detail);
    }

    private void rest() throws IOException {
        var found = place;
        if (found != null && !talk.hasMessage()) {
            found.link().flush();
            found.link().keepAlive();
        }
    }

    /** @return false when the browser leaves */
    private boolean take(Instruction instruction) throws IOException {
        var found = place;
        if (found == null) {
            // nothing but the tunnel itself is there yet
            if (instruction.opcode() == Opcode.INTERNAL) {
                echo(instruction);
            }
            return instruction.opcode() != Opcode.DISCONNECT;
        }
        switch (found.inbound().judge(instruction)) {
            case ECHO -> echo(instruction);
            case DROP -> {}
            case LEAVE -> {
                return false;
            }
            case PASS -> pass(instruction, found);
            case PASS_AS_OWNER -> {
                if (found.owner().isPresent()) {
                    found.owner().get().fromJoined(instruction);
                } else {
                    found.link().write(instruction);
                }
            }
        }
        return true;
    }

    private static void pass(Instruction instruction, Place found) throws IOException {
        switch (instruction.opcode()) {
            case KEY, MOUSE, TOUCH -> {
                found.tapped().fromBrowser(instruction);
                if (instruction.opcode() == Opcode.KEY) {
                    found.pulse().input(System.nanoTime());
                }
            }
            default -> {}
        }
        found.link().write(instruction);
    }

    private void echo(Instruction instruction) {
        talk.send(instruction.buffer(), instruction.offset(), instruction.length());
        talk.flush();
    }
}
