package dev.berth.control.node;

/** What a session takes of its node; the same is given back when it ends. */
public record Share(double cores, long memoryBytes, int gpus) {}
