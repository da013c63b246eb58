package dev.berth.connectionproxy.delivery;

import dev.berth.connectionproxy.instruction.Instruction;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tap of one connection, if it has one. */
final class Tapped {
    private final boolean required;
    private final Consumer<Problem> fatal;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable InstructionTap tap;

    /** @param fatal told when the session may not go on without the tap; must not block */
    Tapped(Optional<InstructionTap> tap, boolean required, Consumer<Problem> fatal) {
        this.tap = tap.orElse(null);
        this.required = required;
        this.fatal = fatal;
    }

    void fromGuacd(Instruction instruction) {
        if (tap != null) {
            call(one -> one.fromGuacd(instruction));
        }
    }

    void fromBrowser(Instruction instruction) {
        if (tap != null) {
            call(one -> one.fromBrowser(instruction));
        }
    }

    /** True when guacd has to wait until {@link #whenRoom}. */
    boolean isFull() {
        var one = tap;
        return one != null && one.isFull();
    }

    /** Runs it once, on any thread, when the tap takes more or there is none any more. */
    void whenRoom(Runnable resume) {
        var one = tap;
        if (one == null) {
            resume.run();
        } else {
            one.whenRoom(resume);
        }
    }

    /** Looks after it, now and then. */
    void tick() {
        if (tap != null) {
            call(InstructionTap::tick);
        }
    }

    private void call(Consumer<InstructionTap> words) {
        lock.lock();
        try {
            var one = tap;
            if (one != null) {
                words.accept(one);
            }
        } catch (RuntimeException failure) {
            failed(failure);
        } finally {
            lock.unlock();
        }
    }

    private void failed(RuntimeException failure) {
        var problem = failure instanceof Problem known
                ? known
                : new Problem(ProblemCode.UNAVAILABLE, "The session can no longer be recorded.", failure);
        Log.warn("a connection can no longer be recorded", failure);
        var one = tap;
        tap = null;
        if (required) {
            fatal.accept(problem);
        }
        if (one != null) {
            one.end(problem.detail());
        }
    }

    void end(String why) {
        lock.lock();
        try {
            var one = tap;
            tap = null;
            if (one != null) {
                one.end(why);
            }
        } catch (RuntimeException failure) {
            Log.warn("the end of a connection was not recorded", failure);
        } finally {
            lock.unlock();
        }
    }
}
