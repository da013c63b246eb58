package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Speaks a {@link Prelude} with the browser in the target's stead; joins the two ends once there is a target. */
final class PreludeSink implements Sink {
    /** More than a viewer may say before it was answered. */
    private static final int MOST_UNANSWERED = 4096;

    private final Prelude prelude;
    private final FramedEnd browser;
    private final ByteBuf seen = Unpooled.buffer();
    private @Nullable End target;
    private boolean over;

    PreludeSink(Prelude prelude, FramedEnd browser) {
        this.prelude = prelude;
        this.browser = browser;
    }

    void start() {
        browser.start(this);
        browser.say(prelude.opening());
    }

    /** True once the browser has gone, or was sent away. */
    boolean isOver() {
        return over;
    }

    /** The target is there. */
    void reach(End end) {
        if (over || !browser.channel().isActive()) {
            end.context().close();
            return;
        }
        target = end;
        joinWhenSpoken();
    }

    @Override
    public void take(ByteBuf bytes) {
        try {
            if (over) {
                return;
            }
            seen.writeBytes(bytes);
            listen();
            joinWhenSpoken();
            if (target == null && seen.readableBytes() > MOST_UNANSWERED) {
                throw new Problem(ProblemCode.TOO_LARGE, "The viewer says too much before the workspace is there.");
            }
        } catch (Problem problem) {
            browser.close(problem.code().closeCode(), problem.detail());
        } finally {
            bytes.release();
        }
    }

    private void listen() {
        while (prelude.wants() > 0 && seen.readableBytes() >= prelude.wants()) {
            var bytes = new byte[prelude.wants()];
            seen.readBytes(bytes);
            browser.say(prelude.take(bytes));
        }
    }

    private void joinWhenSpoken() {
        var end = target;
        if (end == null || prelude.wants() > 0) {
            return;
        }
        if (seen.isReadable()) {
            end.take(seen.readBytes(seen.readableBytes()));
            end.flush();
        }
        End.join(browser, end);
    }

    @Override
    public void flush() {
        if (target != null) {
            target.flush();
        }
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void resume() {}

    @Override
    public void finish(boolean half) {
        over = true;
        if (target != null) {
            target.finish(false);
        } else if (half) {
            // it sends no more and waits for an answer that nobody is there to give
            browser.context().close();
        }
    }
}
