package dev.berth.contract;

import java.util.UUID;

/**
 * Where a node is.
 *
 * @param url base address that other nodes reach it at, for example {@code https://10.0.0.5:8443}
 */
public record NodeAddress(UUID id, String name, String url) {}
