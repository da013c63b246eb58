package dev.berth.contract;

/** Finds the agent of a node, in this process or far away. */
public interface Agents {
    /** @throws Problem {@code UNAVAILABLE} when this process has no way to reach the node */
    Agent at(NodeAddress node);
}
