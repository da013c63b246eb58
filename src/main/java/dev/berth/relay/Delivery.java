package dev.berth.relay;

import dev.berth.contract.Problem;
import dev.berth.contract.SessionRoute;

/** Brings an authorised request to its session on this node. Called on the event loop: it must never block. */
public interface Delivery {
    boolean accepts(SessionRoute route);

    /** @throws Problem when the session cannot be reached; the caller tells the browser */
    void deliver(Arrival arrival);
}
