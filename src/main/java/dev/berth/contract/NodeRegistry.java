package dev.berth.contract;

/** Where nodes report. */
public interface NodeRegistry {
    /** Records that the node lives and answers what it has to do. */
    Orders checkIn(CheckIn checkIn);

    /**
     * Lets a node join. The token works once.
     *
     * @throws Problem {@code UNAUTHENTICATED} for a token that is unknown, used or expired, {@code FORBIDDEN} for
     *     another zone or other roles than it allows, or the id of another node that lives
     */
    NodeCertificate enrol(EnrolRequest request);

    /**
     * A fresh certificate for a node that is known; the one it has stays valid until its end.
     *
     * @throws Problem {@code FORBIDDEN} for another zone, other roles or another key than those it joined with
     */
    NodeCertificate renew(NodeRequest request);
}
