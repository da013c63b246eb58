package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.connectionproxy.instruction.Opcode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What guacd says to and takes from the owner of a connection alone: files, printed documents, answers, the microphone.
 * When the owner's browser has gone, a browser that joined speaks with guacd through the owner's connection: its
 * streams get numbers that no owner uses.
 */
final class OwnersPart {
    /** Added to numbers of guacd's streams for a browser that joined. */
    static final int OFFSET = 65_536;

    private static final int MOST_KEPT = 16;
    private static final int MOST_OPEN = 256;

    private final GuacdLink owner;
    private final Map<Integer, byte[]> filesystems = new ConcurrentHashMap<>();
    /** Streams of guacd that wait for somebody's answer. */
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();

    OwnersPart(GuacdLink owner) {
        this.owner = owner;
    }

    /** The owner's connection. */
    GuacdLink link() {
        return owner;
    }

    /** Something for the owner came from guacd. */
    void seen(Instruction instruction) {
        switch (instruction.opcode()) {
            case FILESYSTEM -> {
                if (filesystems.size() < MOST_KEPT) {
                    filesystems.put(instruction.number(0), instruction.copy());
                }
            }
            case UNDEFINE -> filesystems.remove(instruction.number(0));
            case FILE -> opened(instruction.number(0));
            case BODY -> opened(instruction.number(1));
            default -> {}
        }
    }

    private void opened(int stream) {
        if (open.size() < MOST_OPEN) {
            open.add(stream);
        }
    }

    /** For the browser that sits at the owner's connection; false when it is an answer to another one. */
    boolean isOwners(Instruction instruction) {
        if (instruction.opcode() == Opcode.END) {
            open.remove(instruction.number(0));
        }
        return instruction.opcode() != Opcode.ACK || instruction.number(0) < Inbound.STREAMS;
    }

    /** Filesystems that a browser which joins would not hear of. */
    Collection<byte[]> filesystems() {
        return filesystems.values();
    }

    /**
     * What a browser that joined is to hear, with its own numbers; nothing when it is not for it.
     *
     * @param someone false when there is nobody: guacd is told, so that it waits for no answer
     */
    byte @Nullable [] forJoined(Instruction instruction, boolean someone) {
        int stream = instruction.number(instruction.opcode() == Opcode.BODY ? 1 : 0);
        return switch (instruction.opcode()) {
            case FILE, BODY -> {
                if (!someone) {
                    close(stream);
                    yield null;
                }
                yield instruction.with(instruction.opcode() == Opcode.BODY ? 1 : 0, stream + OFFSET);
            }
            case BLOB -> open.contains(stream) ? instruction.with(0, stream + OFFSET) : null;
            case END -> open.remove(stream) ? instruction.with(0, stream + OFFSET) : null;
            case ACK -> stream >= Inbound.STREAMS ? instruction.with(0, stream - Inbound.STREAMS) : null;
            case FILESYSTEM, UNDEFINE, REQUIRED -> instruction.copy();
            default -> null;
        };
    }

    /** From a browser that joined, to guacd as if the owner said it. */
    void fromJoined(Instruction instruction) {
        var argument = instruction.opcode() == Opcode.PUT ? 1 : 0;
        int stream = instruction.number(argument);
        switch (instruction.opcode()) {
            case GET -> owner.write(instruction.copy());
            case ACK -> owner.write(instruction.with(0, stream - OFFSET));
            default -> owner.write(instruction.with(argument, stream + Inbound.STREAMS));
        }
    }

    /**
     * A browser that used this has gone: what it left half done is ended.
     *
     * @param added to the numbers of its streams
     */
    void left(int[] unfinished, int added) {
        open.forEach(this::close);
        for (int stream : unfinished) {
            owner.write(Instructions.of("end", String.valueOf(stream + added)));
        }
    }

    private void close(int stream) {
        open.remove(stream);
        owner.write(Status.CLOSED.ack(stream, "CLOSED"));
    }
}
