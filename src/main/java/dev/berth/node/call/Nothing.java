package dev.berth.node.call;

/** The question of a call that asks nothing in particular, and the answer of one that has nothing to say. */
public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
}
