package dev.berth.node;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.logging.Log;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What to answer when something failed that nobody foresaw. */
public final class Failures {
    private static final Set<String> GONE = Set.of("null", "25006", "99999");

    private Failures() {}

    /** The failure as a problem; what it was goes to the log, with a number that the answer names. */
    public static Problem problem(Throwable failure) {
        if (failure instanceof Problem known) {
            return known;
        }
        if (isDatabaseGone(failure)) {
            Log.warnf("database not reachable: %s", failure.getMessage());
            return new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The database does not answer. Running sessions go on; try again in a moment.");
        }
        if (isCollision(failure)) {
            Log.warnf("undone, for it and another change waited for each other: %s", failure.getMessage());
            return new Problem(
                    ProblemCode.UNAVAILABLE, "Another change came at the same moment. Nothing was done; try again.");
        }
        // the person gets a number that an administrator finds in the log, and nothing else
        var incident = UUID.randomUUID();
        Log.errorf(failure, "incident %s", incident);
        return new Problem(
                ProblemCode.INTERNAL, "Something unexpected happened. Tell an administrator this number: " + incident);
    }

    /** Class 40: the database undid the transaction, most likely to break a deadlock. */
    private static boolean isCollision(@Nullable Throwable e) {
        return e != null
                && (e instanceof SQLException sql
                                && String.valueOf(sql.getSQLState()).startsWith("40")
                        || isCollision(e.getCause()));
    }

    private static boolean isDatabaseGone(@Nullable Throwable e) {
        if (e == null) {
            return false;
        }
        if (e instanceof SQLException sql) {
            var state = String.valueOf(sql.getSQLState());
            // 99999: the driver's own, when it was interrupted while it connected to a host that says nothing
            if (state.startsWith("08") || state.startsWith("57") || GONE.contains(state)) {
                return true;
            }
        }
        // a commit that lost its connection tells so by what it suppressed
        return e instanceof SocketException
                || isDatabaseGone(e.getCause())
                || Arrays.stream(e.getSuppressed()).anyMatch(Failures::isDatabaseGone);
    }
}
