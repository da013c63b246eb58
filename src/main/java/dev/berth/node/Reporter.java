package dev.berth.node;

import dev.berth.contract.Orders;

/** A part of the node that has something to report at check-in, and orders to obey. */
public interface Reporter {
    void report(Report report);

    void obey(Orders orders);
}
