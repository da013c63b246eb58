package dev.berth.relay;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.security.cert.CertificateException;
import java.util.stream.Stream;

/** What it means when no answer comes from the place that a request is passed to. */
@FunctionalInterface
interface Silence {
    /** A workspace is asked on its own host: it is not there, or not yet. */
    Silence OF_A_WORKSPACE =
            failure -> new Problem(ProblemCode.TARGET_UNREACHABLE, "The workspace does not answer.", failure);

    Problem problem(Throwable failure);

    /**
     * A node that died or was cut off. The control plane knows in a moment what becomes of its sessions, so the browser
     * is told to come again. Somebody else at its address is another matter: that does not mend itself.
     */
    static Silence of(NodeAddress owner) {
        return failure -> isAnother(failure)
                ? new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        "What answers at the address of node " + owner.name() + " is not that node.",
                        failure)
                : new Problem(
                        ProblemCode.UNAVAILABLE, "The node of this session does not answer at the moment.", failure);
    }

    private static boolean isAnother(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(CertificateException.class::isInstance);
    }
}
