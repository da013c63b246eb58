package dev.berth.contract;

/** The zone of a node, as it is configured now. */
public record ZoneOrder(String name, int version, ZoneSettings settings) {}
