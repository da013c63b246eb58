package dev.berth.node.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectorHeadersTest {
    @Test
    void readsThemAsOpenTelemetryWritesThem() {
        assertEquals(
                Map.of("authorization", "Bearer a+b=", "x-scope", "1"),
                CollectorHeaders.parse("authorization=Bearer%20a+b=, x-scope = 1,"));
        assertEquals(Map.of(), CollectorHeaders.parse(""));
    }

    @Test
    void whatIsNoneIsSaidWithoutTheSecret() {
        for (var text : new String[] {"secret", "=secret", "a b=secret", "a=%0d%0asecret", "a=%zzsecret"}) {
            var complaint = CollectorHeaders.complaint(text);
            assertTrue(complaint.isPresent(), text);
            assertFalse(complaint.get().contains("secret"), complaint.get());
        }
    }
}
