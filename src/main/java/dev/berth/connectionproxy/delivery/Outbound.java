package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.delivery.Denials.Action;
import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.SessionPolicy;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What guacd may tell a browser on one connection. Used by one thread. */
final class Outbound {
    /** Streams that guacd can have open, and more. */
    private static final int MOST_REFUSED = 1024;

    private static final String PRINTED = "application/pdf";
    private static final String LISTING = "application/vnd.glyptodon.guacamole.stream-index+json";

    private final SessionPolicy policy;
    private final Denials denials;
    private final Consumer<byte[]> reply;
    private final Set<Integer> refused = new HashSet<>();

    /** @param reply to guacd */
    Outbound(SessionPolicy policy, Denials denials, Consumer<byte[]> reply) {
        this.policy = policy;
        this.denials = denials;
        this.reply = reply;
    }

    boolean passes(Instruction instruction) {
        return switch (instruction.opcode()) {
            case CLIPBOARD -> stream(instruction.number(0), policy.clipboardOut(), Action.CLIPBOARD_OUT);
            case FILE -> file(instruction);
            case PIPE -> stream(instruction.number(0), policy.download(), Action.DOWNLOAD);
            case BODY ->
                stream(
                        instruction.number(1),
                        policy.download()
                                || policy.upload() && instruction.text(2).equals(LISTING),
                        Action.DOWNLOAD);
            case AUDIO -> stream(instruction.number(0), policy.audio(), Action.AUDIO);
            case FILESYSTEM -> policy.download() || policy.upload();
            case IMG, VIDEO, ARGV -> begun(instruction.number(0));
            case BLOB -> refused.isEmpty() || !refused.contains(instruction.number(0));
            case END -> refused.isEmpty() || !refused.remove(instruction.number(0));
            default -> true;
        };
    }

    private boolean file(Instruction instruction) {
        boolean printed = instruction.text(1).equals(PRINTED);
        return stream(
                instruction.number(0),
                printed ? policy.printing() : policy.download(),
                printed ? Action.PRINTING : Action.DOWNLOAD);
    }

    /** The number is used anew. */
    private boolean begun(int stream) {
        if (!refused.isEmpty()) {
            refused.remove(stream);
        }
        return true;
    }

    private boolean stream(int stream, boolean allowed, Action action) {
        if (allowed) {
            return begun(stream);
        }
        denials.denied(action);
        if (refused.size() < MOST_REFUSED) {
            refused.add(stream);
        }
        reply.accept(Status.FORBIDDEN.ack(Math.max(0, stream), "FORBIDDEN"));
        return false;
    }
}
