package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Problem;

/** Where a guacd comes from. */
interface Source {
    /** As messages and metrics call it. */
    String name();

    /**
     * Starts it anew; what an earlier process of this node left is replaced. Blocks.
     *
     * @throws Problem {@code UNAVAILABLE} with what to do
     */
    Running start();
}
