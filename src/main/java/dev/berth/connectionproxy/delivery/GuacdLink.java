package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.connectionproxy.instruction.InstructionReader;
import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.relay.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection to guacd, on the event loop of the browser that it was opened for. Any thread may write. */
final class GuacdLink implements Line.Reader, AutoCloseable {
    /** Who hears guacd. All calls come on the event loop, where nobody may wait. */
    interface Ear {
        /** @throws IOException when guacd does not speak its protocol */
        void hear(Instruction instruction) throws IOException;

        /** The instructions so far are about to be overwritten. */
        void gathered();

        /** Nothing more has come for now. */
        void rest();

        /** The end. Called once. @param failure what guacd did wrong; nothing when it ended the connection */
        void over(@Nullable IOException failure);
    }

    /** More than guacd ever writes: its own blobs end at 8 KiB. */
    private static final int LONGEST = 64 * 1024;

    /** guacd drops who has said nothing for 15 s. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private static final byte[] NOP = Instructions.of("nop");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Line line;
    private final InstructionReader reader = new InstructionReader(LONGEST, InstructionReader.Broken.REPLACED);
    private final Instruction instruction = new Instruction();
    private @Nullable Ear ear;
    private boolean paused;
    /** Nothing more comes from guacd, and whoever hears it knows. */
    private boolean ended;

    private boolean over;
    private volatile long written = System.nanoTime();

    GuacdLink(Line line) {
        this.line = line;
    }

    /** The first who hears it begins the reading; a later one goes on where the former paused. Any thread. */
    void start(Ear first) {
        ear = first;
        line.start(this);
    }

    /** Nothing more is heard until {@link #hearOn}, the next instruction of the same buffer neither. Event loop only. */
    void pause() {
        paused = true;
        line.pause();
    }

    /** Any thread may call it. */
    void hearOn() {
        line.later(() -> {
            paused = false;
            take(NOTHING);
            rest();
            if (!paused && ended) {
                end(null);
            } else if (!paused) {
                line.readOn();
            }
        });
    }

    /** Another one hears it from now on. Any thread may call it, while it is paused. */
    void hearOn(Ear next) {
        line.later(() -> {
            ear = next;
            if (over) {
                next.over(null);
            }
        });
        hearOn();
    }

    @Override
    public void take(ByteBuffer bytes) {
        var known = ear;
        if (over || known == null) {
            bytes.position(bytes.limit());
            return;
        }
        try {
            do {
                while (!paused && reader.next(instruction)) {
                    known.hear(instruction);
                }
                known.gathered();
                holdUp();
            } while (!paused && reader.read(bytes) > 0);
        } catch (IOException broken) {
            end(broken);
        }
    }

    /** Who answers guacd must not gather answers that it does not read. */
    private void holdUp() {
        if (!paused && line.isFull()) {
            pause();
            line.whenRoom(this::hearOn);
        }
    }

    @Override
    public void rest() {
        if (ear != null) {
            ear.rest();
        }
    }

    @Override
    public void over() {
        ended = true;
        // what was read before it is heard first
        if (!paused) {
            end(null);
        }
    }

    private void end(@Nullable IOException failure) {
        close();
        if (!over && ear != null) {
            over = true;
            ear.over(failure);
        }
    }

    /** Says something when nobody else has for a while. */
    void keepAlive() {
        if (System.nanoTime() - written >= KEEP_ALIVE.toNanos()) {
            write(NOP);
        }
    }

    /** At once. */
    void write(byte[] instruction) {
        write(instruction, 0, instruction.length);
        flush();
    }

    /** At the next {@link #flush}. */
    void write(byte[] bytes, int offset, int length) {
        line.write(bytes, offset, length);
        written = System.nanoTime();
    }

    void write(Instruction said) {
        write(said.buffer(), said.offset(), said.length());
    }

    void flush() {
        line.flush();
    }

    /** True when guacd reads less than it is told. */
    boolean isFull() {
        return line.isFull();
    }

    boolean isOverrun() {
        return line.isOverrun();
    }

    /** Runs it once, when there is room again or nobody there any more. */
    void whenRoom(Runnable resume) {
        line.whenRoom(resume);
    }

    /** For how long guacd has not taken what waits for it. */
    Duration stuck() {
        return line.stuck();
    }

    /** Any thread may close it; who hears it is told. */
    @Override
    public void close() {
        line.close();
    }
}
