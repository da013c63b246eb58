package dev.berth.control.identity;

import dev.berth.contract.EnrolRequest;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Lets nodes in, and keeps those certified that are. */
@Singleton
public class Enrolments {
    private static final String WEB_APP = "web-app";
    private static final String CALL = "enrol";

    private final EnrolmentRepository enrolments;
    private final NodeCertificates certificates;
    private final Members members;
    private final NodeRefusals refusals;
    private final AuditTrail audit;
    private final Clock clock;

    Enrolments(
            EnrolmentRepository enrolments,
            NodeCertificates certificates,
            Members members,
            NodeRefusals refusals,
            AuditTrail audit,
            Clock clock) {
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.members = members;
        this.refusals = refusals;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A node joins with its token. It may ask again with the same key, in case the answer was lost.
     *
     * @throws Problem {@code INVALID}, {@code UNAUTHENTICATED}, {@code FORBIDDEN}
     */
    @Transactional(dontRollbackOn = Problem.class)
    public NodeCertificate enrol(EnrolRequest asked) {
        var request = SigningRequest.of(asked.request());
        var enrolment = find(asked.token(), request);
        var name = asked.request().node().name();
        if (!request.node().zone().equals(enrolment.zone)) {
            throw refuse(
                    enrolment,
                    request,
                    ProblemCode.FORBIDDEN,
                    "The token is for zone " + enrolment.zone + ", and this node is in "
                            + request.node().zone() + ". Start it with --zone=" + enrolment.zone + ".");
        }
        if (!enrolment.roles().containsAll(request.node().roles())) {
            throw refuse(
                    enrolment,
                    request,
                    ProblemCode.FORBIDDEN,
                    "The token is for the roles "
                            + String.join(",", enrolment.roles()) + ", and this node has "
                            + String.join(",", request.node().roles()) + ".");
        }
        if (certificates.hasOtherKey(request.node().id(), request.keyHash())) {
            throw refuse(
                    enrolment,
                    request,
                    ProblemCode.FORBIDDEN,
                    "Another key belongs to the node "
                            + request.node().id()
                            + ". Restore the directory identity of its data directory; or revoke or remove"
                            + " the node in the console first, if it is gone.");
        }
        use(enrolment, request);
        certificates.revoke(request.node().id(), clock.instant());
        members.enrol(asked.request());
        audit.record(
                name,
                "node.enrolled",
                request.node().id().toString(),
                "zone " + enrolment.zone + ", roles "
                        + String.join(",", request.node().roles()) + ", token " + enrolment.id,
                asked.request().node().url());
        return certificates.issue(request);
    }

    private Enrolment find(String token, SigningRequest request) {
        var presented = JoinTokens.parse(token);
        var found = presented
                .flatMap(known -> enrolments
                        .findByIdOptional(known.id())
                        .filter(enrolment -> known.matches(enrolment.secretHash)))
                .orElse(null);
        if (found == null) {
            refusals.record("", CALL, "the join token is not known");
            throw new Problem(
                    ProblemCode.UNAUTHENTICATED,
                    "This join token is not known. Make a new one in the console under Nodes.");
        }
        if (found.usedAt != null && !isAgain(found, request)) {
            throw refuse(
                    found,
                    request,
                    ProblemCode.UNAUTHENTICATED,
                    "This join token was used at " + found.usedAt
                            + ". Each lets one node join once: make a new one in the console under Nodes.");
        }
        if (!found.expiresAt.isAfter(clock.instant())) {
            throw refuse(
                    found,
                    request,
                    ProblemCode.UNAUTHENTICATED,
                    "This join token expired at " + found.expiresAt + ". Make a new one in the console under Nodes.");
        }
        return found;
    }

    /** The same node with the same key has not got its answer. */
    private static boolean isAgain(Enrolment enrolment, SigningRequest request) {
        return request.node().id().equals(enrolment.usedBy) && request.keyHash().equals(enrolment.usedKey);
    }

    private void use(Enrolment enrolment, SigningRequest request) {
        if (enrolment.usedAt == null
                && !enrolments.use(enrolment.id, request.node().id(), request.keyHash(), clock.instant())) {
            throw refuse(
                    enrolment,
                    request,
                    ProblemCode.UNAUTHENTICATED,
                    "This join token has just been used by another"
                            + " node. Make a new one in the console under Nodes.");
        }
    }

    private Problem refuse(Enrolment enrolment, SigningRequest request, ProblemCode code, String why) {
        refusals.record(request.node().id().toString(), CALL + " with token " + enrolment.id, why);
        return new Problem(code, why);
    }

    /**
     * A fresh certificate for a node that the caller has found to be who it says.
     *
     * @throws Problem {@code FORBIDDEN} for another key than it joined with, or a node that was removed
     */
    @Transactional(dontRollbackOn = Problem.class)
    public NodeCertificate renew(NodeRequest asked) {
        var request = SigningRequest.of(asked);
        // a web app has the authority itself, and asks for itself alone
        if (!request.node().roles().contains(WEB_APP)) {
            UUID id = request.node().id();
            if (!members.isMember(id) || certificates.hasOtherKey(id, request.keyHash())) {
                var why = "This node is no member of the deployment, or has another key than it joined with.";
                refusals.record(id.toString(), "renew", why);
                throw new Problem(ProblemCode.FORBIDDEN, why);
            }
        }
        return certificates.issue(request);
    }
}
