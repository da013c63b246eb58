package dev.berth.node.call;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeAuth;
import dev.berth.node.NodeName;
import dev.berth.node.Role;
import dev.berth.node.identity.RefusedCalls;
import io.vertx.ext.web.Router;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/**
 * Answers calls of other nodes. Each is read whole, within limits, its signature is verified and its caller admitted
 * before anything of it is believed; the answer is found on a virtual thread.
 */
@Singleton
public final class NodeCalls {
    /** Set on the answer to a caller that was not admitted, which tells it from a refusal of what it asked. */
    public static final String NOT_ADMITTED = "Berth-Not-Admitted";

    /** Beside it, the time here: a caller may not be admitted because its clock is wrong. */
    public static final String NOW = "Berth-Now";

    /** More at once means that something hangs; they would only pile up. */
    private static final int AT_ONCE = 2_000;

    private final Admission admission;

    public NodeCalls(NodeAuth auth, RefusedCalls refused) {
        this.admission = new Admission(auth, new Semaphore(AT_ONCE), refused);
    }

    /** The calls below a path. */
    public CallRoutes below(Router router, String prefix) {
        return new CallRoutes(router, prefix, admission);
    }

    /** @throws Problem {@code FORBIDDEN} unless the caller has the role */
    public static void require(NodeName caller, Role role) {
        if (!caller.has(role)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN, "Only a node with the role " + role.wireName() + " may make this call.");
        }
    }
}
