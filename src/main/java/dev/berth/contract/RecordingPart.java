package dev.berth.contract;

/**
 * A piece of a recording.
 *
 * @param base64 the bytes; empty at its end
 * @param size   of the whole as it is now, in bytes
 */
public record RecordingPart(String base64, long size) {}
