package dev.berth.connectionproxy.recording;

import dev.berth.connectionproxy.delivery.InstructionTap;
import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.Instructions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Chooses what of a connection belongs into its recording: the picture, where the pointer is, and keys when the setting
 * says so. It is what guacd itself would record, so that the same programs play it.
 */
final class Recorder implements InstructionTap {
    private final RecordingWriter writer;
    private final boolean keys;
    private final LongSupplier millis;
    private final Runnable shown;
    /** Streams that carry a picture at the moment. */
    private final Set<String> pictures = new HashSet<>();
    /** guacd's time at the last frame and ours then; guacd's clock need not be ours. */
    private long frameAt = -1;

    private long frameSeen;
    /** Players expect that time never goes back. */
    private long last;

    /**
     * @param millis a clock that never goes back
     * @param shown  called with the first picture
     */
    Recorder(RecordingWriter writer, boolean keys, LongSupplier millis, Runnable shown) {
        this.writer = writer;
        this.keys = keys;
        this.millis = millis;
        this.shown = shown;
    }

    @Override
    public void fromGuacd(Instruction instruction) {
        switch (instruction.opcode()) {
            case SYNC -> frame(instruction);
            case IMG -> {
                pictures.add(instruction.text(0));
                write(instruction);
            }
            case BLOB -> {
                if (pictures.contains(instruction.text(0))) {
                    write(instruction);
                }
            }
            case END -> {
                if (pictures.remove(instruction.text(0))) {
                    write(instruction);
                }
            }
            case SIZE, MOUSE -> write(instruction);
            case OTHER -> {
                if (draws(instruction.text(-1))) {
                    write(instruction);
                }
            }
            default -> {
                // no part of the picture
            }
        }
    }

    private static boolean draws(String opcode) {
        return switch (opcode) {
            case "arc",
                    "cfill",
                    "clip",
                    "close",
                    "copy",
                    "cstroke",
                    "cursor",
                    "curve",
                    "dispose",
                    "distort",
                    "identity",
                    "lfill",
                    "line",
                    "lstroke",
                    "move",
                    "pop",
                    "push",
                    "rect",
                    "reset",
                    "set",
                    "shade",
                    "start",
                    "transfer",
                    "transform" -> true;
            default -> false;
        };
    }

    private void frame(Instruction sync) {
        long at = time(sync.text(0));
        if (at < 0) {
            return;
        }
        if (frameAt < 0) {
            shown.run();
        }
        frameAt = at;
        frameSeen = millis.getAsLong();
        if (at >= last) {
            last = at;
            write(sync);
        } else {
            write(Instructions.of("sync", String.valueOf(last)));
        }
    }

    private static long time(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notATime) {
            return -1;
        }
    }

    @Override
    public void fromBrowser(Instruction instruction) {
        if (frameAt < 0) {
            return; // before the first picture
        }
        switch (instruction.opcode()) {
            case MOUSE -> add("mouse", instruction, 3);
            case KEY -> {
                if (keys) {
                    add("key", instruction, 2);
                }
            }
            default -> {
                // nothing that one could see
            }
        }
    }

    /** With the time, which a browser does not tell. */
    private void add(String opcode, Instruction instruction, int numbers) {
        var elements = new String[numbers + 2];
        elements[0] = opcode;
        for (int i = 0; i < numbers; i++) {
            int number = instruction.number(i);
            if (number < 0) {
                return;
            }
            elements[i + 1] = String.valueOf(number);
        }
        last = Math.max(last, frameAt + millis.getAsLong() - frameSeen);
        elements[numbers + 1] = String.valueOf(last);
        write(Instructions.of(elements));
    }

    private void write(Instruction instruction) {
        writer.append(instruction.buffer(), instruction.offset(), instruction.length());
    }

    private void write(byte[] bytes) {
        writer.append(bytes, 0, bytes.length);
    }

    @Override
    public boolean isFull() {
        return writer.isFull();
    }

    @Override
    public void whenRoom(Runnable resume) {
        writer.whenRoom(resume);
    }

    @Override
    public void tick() {
        writer.check();
    }

    @Override
    public void end(String why) {
        writer.close();
    }
}
