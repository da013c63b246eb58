package dev.berth.contract;

import java.util.UUID;

/** @param length at most so many bytes from {@code offset} on; the answer may have fewer */
public record RecordingRequest(UUID id, long offset, int length) {}
