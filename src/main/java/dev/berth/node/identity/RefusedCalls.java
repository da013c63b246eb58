package dev.berth.node.identity;

/** Where calls are told that were made in a node's name and refused. It bounds what it keeps. */
@FunctionalInterface
public interface RefusedCalls {
    /**
     * @param claimed who the caller says it is; may be a lie
     * @param call    method and path
     * @param reason  why it was refused, a sentence
     */
    void refused(String claimed, String call, String reason);
}
