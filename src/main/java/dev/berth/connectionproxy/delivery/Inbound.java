package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.delivery.Denials.Action;
import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionPolicy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one browser may tell the machine. Its instructions are a list of those that a page of ours sends; any other
 * ends the conversation. Used by one thread.
 */
final class Inbound {
    /** Streams that a browser may have open at once; it numbers them from 0. */
    static final int STREAMS = 32;
    /** What a terminal may be told while it runs. */
    private static final Set<String> LOOKS = Set.of("color-scheme", "font-name", "font-size", "scrollback");

    /** What is to become of an instruction. */
    enum Verdict {
        PASS,
        /** Guacd takes it from the owner of the connection alone. */
        PASS_AS_OWNER,
        DROP,
        /** For the tunnel itself: it goes back as it came. */
        ECHO,
        /** The browser goes on purpose. */
        LEAVE
    }

    private enum Kind {
        CLIPBOARD,
        DATA,
        ANSWER,
        REFUSED
    }

    private final SessionPolicy policy;
    private final long longestClipboard;
    private final Denials denials;
    private final Consumer<byte[]> reply;
    private final @Nullable Kind[] streams = new Kind[STREAMS];
    private final Set<String> asked;
    private long clipboard;

    /**
     * @param asked what guacd has asked for; only that may be answered
     * @param reply to the browser
     */
    Inbound(SessionPolicy policy, long longestClipboard, Denials denials, Set<String> asked, Consumer<byte[]> reply) {
        this.policy = policy;
        this.longestClipboard = longestClipboard;
        this.denials = denials;
        this.asked = asked;
        this.reply = reply;
    }

    /** Names that guacd asked for; any thread may add. */
    static Set<String> asked() {
        return ConcurrentHashMap.newKeySet();
    }

    /** @throws Problem {@code INVALID} for what no page of ours sends */
    Verdict judge(Instruction instruction) {
        return switch (instruction.opcode()) {
            case NOP, SYNC, SIZE -> Verdict.PASS;
            case KEY, MOUSE, TOUCH -> policy.readOnly() ? denied(Action.INPUT) : Verdict.PASS;
            case CLIPBOARD -> clipboard(instruction.number(0));
            case FILE, PIPE -> open(instruction.number(0), Kind.DATA, policy.upload(), Action.UPLOAD);
            case PUT -> open(instruction.number(1), Kind.DATA, policy.upload(), Action.UPLOAD);
            case AUDIO -> open(instruction.number(0), Kind.DATA, policy.microphone(), Action.MICROPHONE);
            case ARGV -> argument(instruction.number(0), instruction.text(2));
            case GET -> policy.download() || policy.upload() ? Verdict.PASS_AS_OWNER : denied(Action.DOWNLOAD);
            case BLOB -> blob(instruction.number(0), instruction.length(1));
            case END -> end(instruction.number(0));
            case ACK -> instruction.number(0) >= OwnersPart.OFFSET ? Verdict.PASS_AS_OWNER : Verdict.PASS;
            case INTERNAL -> instruction.text(0).equals("ping") ? Verdict.ECHO : Verdict.DROP;
            case DISCONNECT -> Verdict.LEAVE;
            case ARGS, BODY, ERROR, FILESYSTEM, IMG, READY, REQUIRED, UNDEFINE, VIDEO, OTHER -> throw invented();
        };
    }

    private Problem invented() {
        return invented("The browser sent an instruction that it may not send.");
    }

    /** No page of ours did this; the conversation is over, and it is counted. */
    Problem invented(String detail) {
        denials.denied(Action.PROTOCOL);
        return new Problem(ProblemCode.INVALID, detail);
    }

    private Verdict denied(Action action) {
        denials.denied(action);
        return Verdict.DROP;
    }

    private Verdict clipboard(int stream) {
        clipboard = 0;
        var verdict = open(stream, Kind.CLIPBOARD, policy.clipboardIn(), Action.CLIPBOARD_IN);
        return verdict == Verdict.PASS_AS_OWNER ? Verdict.PASS : verdict;
    }

    /** A sign-in that guacd asks for is no input: who only looks on has to sign in too. */
    private Verdict argument(int stream, String name) {
        if (asked.contains(name)) {
            return opened(stream, Kind.ANSWER);
        }
        boolean look = LOOKS.contains(name) && !policy.readOnly();
        return look ? opened(stream, Kind.ANSWER) : refused(stream, Action.INPUT);
    }

    private Verdict open(int stream, Kind kind, boolean allowed, Action action) {
        return allowed && !policy.readOnly() ? opened(stream, kind) : refused(stream, action);
    }

    private Verdict opened(int stream, Kind kind) {
        if (stream < 0) {
            throw invented();
        }
        if (stream >= STREAMS) {
            reply.accept(Status.TOO_MANY.ack(stream, "Too many transfers at once. Wait for one to end."));
            return Verdict.DROP;
        }
        streams[stream] = kind;
        return Verdict.PASS_AS_OWNER;
    }

    private Verdict refused(int stream, Action action) {
        if (stream >= 0 && stream < STREAMS) {
            streams[stream] = Kind.REFUSED;
        }
        reply.accept(Status.FORBIDDEN.ack(Math.max(0, stream), "The policy of this workspace does not allow this."));
        return denied(action);
    }

    private Verdict blob(int stream, int length) {
        var kind = kind(stream);
        if (kind == null || kind == Kind.REFUSED) {
            return Verdict.DROP;
        }
        if (kind != Kind.CLIPBOARD) {
            return Verdict.PASS_AS_OWNER;
        }
        clipboard += length / 4L * 3;
        if (clipboard <= longestClipboard) {
            return Verdict.PASS;
        }
        // it never ends, and so never reaches the machine in part
        streams[stream] = Kind.REFUSED;
        denials.denied(Action.CLIPBOARD_SIZE);
        reply.accept(Status.OVERRUN.ack(
                stream, "The text is larger than the " + longestClipboard / 1024 + " KiB that may be copied."));
        return Verdict.DROP;
    }

    private Verdict end(int stream) {
        var kind = kind(stream);
        if (kind != null) {
            streams[stream] = null;
        }
        return kind == null || kind == Kind.REFUSED
                ? Verdict.DROP
                : kind == Kind.CLIPBOARD ? Verdict.PASS : Verdict.PASS_AS_OWNER;
    }

    private @Nullable Kind kind(int stream) {
        return stream >= 0 && stream < STREAMS ? streams[stream] : null;
    }

    /** Numbers of the transfers that the browser has not ended; not of what must not be taken for whole. */
    int[] unfinished() {
        return java.util.stream.IntStream.range(0, STREAMS)
                .filter(i -> streams[i] == Kind.DATA)
                .toArray();
    }
}
