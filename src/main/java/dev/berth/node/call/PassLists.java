package dev.berth.node.call;

import dev.berth.contract.PassList;
import dev.berth.contract.Problem;

/** Reads a list of revoked passes as it came with the answer to a check-in. */
@FunctionalInterface
public interface PassLists {
    /** @throws Problem {@code UNAUTHENTICATED} for one that no web app signed for this node */
    PassList read(PassList told);
}
