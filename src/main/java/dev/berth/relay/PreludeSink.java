package dev.berth.relay;

import dev.berth.contract.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Speaks a {@link Prelude} with the browser in the target's stead, then joins the two ends. */
final class PreludeSink implements Sink {
    private final Prelude prelude;
    private final FramedEnd browser;
    private final End target;
    private final ByteBuf seen = Unpooled.buffer();

    PreludeSink(Prelude prelude, FramedEnd browser, End target) {
        this.prelude = prelude;
        this.browser = browser;
        this.target = target;
    }

    void start() {
        browser.start(this);
        browser.say(prelude.opening());
    }

    @Override
    public void take(ByteBuf bytes) {
        try {
            if (prelude.wants() == 0) {
                target.take(bytes.retain());
                return;
            }
            seen.writeBytes(bytes);
            listen();
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
        if (prelude.wants() == 0) {
            if (seen.isReadable()) {
                target.take(seen.copy());
                target.flush();
            }
            End.join(browser, target);
        }
    }

    @Override
    public void flush() {
        target.flush();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void resume() {}

    @Override
    public void finish(boolean half) {
        target.finish(false);
    }
}
