package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.quarkus.logging.Log;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The browser's end of a {@link Conversation}. */
final class TextEnd extends FramedEnd {
    private final Outbox out = new Outbox(this);
    private final TextSink sink;

    TextEnd(LongAdder received, int longestMessage) {
        super(received, Frames.TEXT);
        this.sink = new TextSink(longestMessage, this, out);
    }

    Outbox out() {
        return out;
    }

    TextSink sink() {
        return sink;
    }

    /** From now on the browser talks with this. */
    void meet(Supplier<Conversation.Partner> found) {
        guard(() -> sink.introduce(found.get()));
    }

    /** Whatever fails, the browser hears of it; of our own mistakes no more than that. */
    private void guard(Runnable words) {
        try {
            words.run();
        } catch (Problem problem) {
            close(problem);
        } catch (RuntimeException | Error failure) {
            Log.error("a stream failed", failure);
            close(new Problem(ProblemCode.INTERNAL, "The stream failed; the node's log says why."));
        }
    }

    @Override
    public void messageEnd() {
        guard(sink::messageEnd);
        if (sink.isFull() && !isClosing()) {
            channel().config().setAutoRead(false);
        }
    }

    /** Nothing is said or heard after that, also when it is over before it begins. */
    @Override
    void close(int code, String reason) {
        super.close(code, reason);
        sink.finish(false);
    }

    void close(Problem why) {
        close(why.code().closeCode(), why.detail());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        super.userEventTriggered(context, event);
        if (event instanceof ChannelInputShutdownEvent) {
            // it has gone without a word: there is nobody who waits for an answer
            context.close();
        }
    }
}
