package dev.berth.contract;

/** Finds the connection proxy of a node, in this process or far away. */
public interface ConnectionProxies {
    /** @throws Problem {@code UNAVAILABLE} when this process has no way to reach the node */
    ConnectionProxy at(NodeAddress node);
}
