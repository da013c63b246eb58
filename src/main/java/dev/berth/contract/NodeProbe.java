package dev.berth.contract;

/** Asks a node at its address who it is. */
public interface NodeProbe {
    /**
     * Returns once the node itself has answered there.
     *
     * @throws Problem saying which address was tried, from where, and why it did not work
     */
    void reach(NodeAddress node);
}
