package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.delivery.Denials.Action;
import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.contract.SessionPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What guacd may tell a browser on one connection. Used by one thread. */
final class Outbound {
    /** Streams that guacd can have open, and more. */
    private static final int MOST_REFUSED = 1024;

    private static final int MOST_CLIPBOARDS = 4;

    private static final String PRINTED = "application/pdf";
    private static final String LISTING = "application/vnd.glyptodon.guacamole.stream-index+json";

    private final SessionPolicy policy;
    private final long longestClipboard;
    private final Denials denials;
    private final Consumer<byte[]> reply;
    private final Consumer<byte[]> notice;
    private final Set<Integer> refused = new HashSet<>();
    /** Texts on their way, and how long they are so far. */
    private final Map<Integer, Long> clipboards = new HashMap<>();

    /**
     * @param reply  to guacd
     * @param notice to the browser
     */
    Outbound(
            SessionPolicy policy,
            long longestClipboard,
            Denials denials,
            Consumer<byte[]> reply,
            Consumer<byte[]> notice) {
        this.policy = policy;
        this.longestClipboard = longestClipboard;
        this.denials = denials;
        this.reply = reply;
        this.notice = notice;
    }

    boolean passes(Instruction instruction) {
        return switch (instruction.opcode()) {
            case CLIPBOARD ->
                stream(instruction.number(0), policy.clipboardOut(), Action.CLIPBOARD_OUT)
                        && counted(instruction.number(0));
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
            case BLOB ->
                (refused.isEmpty() || !refused.contains(instruction.number(0)))
                        && (clipboards.isEmpty() || fits(instruction.number(0), instruction.length(1)));
            case END -> ended(instruction.number(0));
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
        ended(stream);
        return true;
    }

    /** @return true when what ends had passed */
    private boolean ended(int stream) {
        if (!clipboards.isEmpty()) {
            clipboards.remove(stream);
        }
        return refused.isEmpty() || !refused.remove(stream);
    }

    private boolean counted(int stream) {
        if (clipboards.size() == MOST_CLIPBOARDS) {
            return tooLarge(stream);
        }
        clipboards.put(stream, 0L);
        return true;
    }

    private boolean fits(int stream, int length) {
        var grown = clipboards.computeIfPresent(stream, (number, so) -> so + length / 4L * 3);
        return grown == null || grown <= longestClipboard || tooLarge(stream);
    }

    /** It never ends, and so the browser never takes it in part. */
    private boolean tooLarge(int stream) {
        clipboards.remove(stream);
        denials.denied(Action.CLIPBOARD_SIZE);
        refuse(stream, Status.OVERRUN.ack(Math.max(0, stream), "OVERRUN"));
        notice.accept(Instructions.of(
                "",
                "not-copied",
                "What was copied in the machine is larger than the " + longestClipboard / 1024
                        + " KiB that may be copied."));
        return false;
    }

    private boolean stream(int stream, boolean allowed, Action action) {
        if (allowed) {
            return begun(stream);
        }
        denials.denied(action);
        refuse(stream, Status.FORBIDDEN.ack(Math.max(0, stream), "FORBIDDEN"));
        return false;
    }

    private void refuse(int stream, byte[] answer) {
        if (refused.size() < MOST_REFUSED) {
            refused.add(stream);
        }
        reply.accept(answer);
    }
}
