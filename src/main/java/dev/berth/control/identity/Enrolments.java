package dev.berth.control.identity;

import dev.berth.contract.EnrolRequest;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Lets nodes in. */
@Singleton
public class Enrolments {
    private final NodeCertificates certificates;

    Enrolments(NodeCertificates certificates) {
        this.certificates = certificates;
    }

    /** @throws Problem {@code UNAUTHENTICATED} for a token that is not known */
    public NodeCertificate enrol(EnrolRequest request) {
        throw new Problem(
                ProblemCode.UNAUTHENTICATED,
                "No join token of this kind is known for "
                        + request.request().node().name());
    }

    /** A fresh certificate for a node that the caller has found to be who it says. */
    @Transactional
    public NodeCertificate renew(NodeRequest request) {
        return certificates.issue(request);
    }
}
