package dev.berth.contract;

/** Lets nodes try an Upstream Auth Address before it is theirs. */
public interface UpstreamTrials {
    /** What a node is asked at this path, below its own address. */
    String PATH = "/internal/node/upstream";

    /** The address to try. */
    record Question(String address) {}

    /**
     * What the node found there.
     *
     * @throws Problem when the node itself does not answer
     */
    UpstreamReport attempt(NodeAddress node, String address);
}
