package dev.berth.control;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Repeats once what is {@link Repeatable}, outside of the transaction that failed. */
@Repeatable
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class Repetition {
    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        if (QuarkusTransaction.isActive()) {
            return call.proceed();
        }
        try {
            return call.proceed();
        } catch (RuntimeException lost) {
            if (!isLost(lost)) {
                throw lost;
            }
            Log.debugf("%s is repeated: %s", call.getMethod().getName(), lost.getMessage());
        }
        try {
            return call.proceed();
        } catch (RuntimeException again) {
            throw isLost(again)
                    ? new Problem(
                            ProblemCode.UNAVAILABLE,
                            "The database does not answer. Running sessions go on; try again in a moment.",
                            again)
                    : again;
        }
    }

    /**
     * 08: connection; 57P: a server that stops or starts; 25006: one that is no primary any more; 40: the server has broken
     * a deadlock; none: the pool's.
     */
    private static boolean isLost(@Nullable Throwable e) {
        if (e == null) {
            return false;
        }
        if (e instanceof SQLException sql) {
            var state = sql.getSQLState();
            return state == null
                    || state.startsWith("08")
                    || state.startsWith("57P")
                    || state.startsWith("40")
                    || state.equals("25006");
        }
        // a commit that lost its connection tells so by what it suppressed
        return isLost(e.getCause()) || Arrays.stream(e.getSuppressed()).anyMatch(Repetition::isLost);
    }
}
