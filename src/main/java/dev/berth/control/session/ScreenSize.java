package dev.berth.control.session;

import dev.berth.contract.Problem;

/** The size in which a desktop starts: that of the window in front of it, so that it need not change at once. */
public record ScreenSize(int width, int height) {
    private static final int LEAST = 200;
    private static final int MOST = 8192;

    /** @throws Problem {@code INVALID} for a size that no screen has */
    public ScreenSize {
        if (width < LEAST || width > MOST || height < LEAST || height > MOST) {
            throw Problem.invalid(
                    "screen", "The width and height of a screen are between " + LEAST + " and " + MOST + " pixels.");
        }
    }

    /** As X servers read it. */
    String geometry() {
        return width + "x" + height;
    }
}
