package dev.berth.connectionproxy.dial;

/** What a machine that was dialled before gives of itself. */
public enum Sign {
    /** Nothing accepts connections. */
    NONE,
    /** Its kernel accepts them, and nobody behind it says a word: frozen, or very busy. */
    SILENT,
    ALIVE
}
