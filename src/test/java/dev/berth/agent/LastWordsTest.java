package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void onlyTheLastFiveLinesAndNoControlCharacters() {
        assertEquals("2 | 3 | 4 | 5 | red 6", LastWords.last("1\n2\n3\r\n4\n\n5\n\u001b[31mred\u0007\u202e6\n"));
    }

    @Test
    void longOnesAreCut() {
        assertTrue(LastWords.last("x".repeat(100_000)).length() <= 601);
    }
}
