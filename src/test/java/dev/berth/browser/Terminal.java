package dev.berth.browser;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;

/** The terminal that the demo desktop opens with, by its place on the screen. */
final class Terminal {
    private static final int LEFT = 72;
    private static final int TOP = 92;
    private static final int RIGHT = 760;
    private static final int BOTTOM = 420;
    private static final int STEPS = 8;

    private final Page page;

    Terminal(Page page) {
        this.page = page;
    }

    void click() {
        page.mouse().click((LEFT + RIGHT) / 2.0, (TOP + BOTTOM) / 2.0);
    }

    /** Drops what was typed so far. */
    void interrupt() {
        page.keyboard().press("Control+c");
    }

    void enter(String line) {
        page.keyboard().type(line);
        page.keyboard().press("Enter");
    }

    /** Marks everything by dragging the pointer over it, which also copies it. */
    void markAll() {
        page.mouse().move(LEFT, TOP);
        page.mouse().down();
        page.mouse().move(RIGHT, BOTTOM, new Mouse.MoveOptions().setSteps(STEPS));
        page.mouse().up();
    }

    void paste() {
        page.keyboard().press("Control+Shift+V");
    }
}
