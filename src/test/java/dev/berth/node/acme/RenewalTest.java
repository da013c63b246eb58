package dev.berth.node.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.node.SelfSigned;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
    @TempDir
    Path directory;

    @Test
    void comesAfterTwoThirdsAndAtTheSameTimeAfterARestart() {
        var certificate = SelfSigned.in(directory, "one").read().chain().getFirst();
        var from = certificate.getNotBefore().toInstant();
        var lifetime = Duration.between(from, certificate.getNotAfter().toInstant());
        var at = Renewal.renewAt(certificate);
        assertFalse(at.isBefore(from.plus(lifetime.multipliedBy(2).dividedBy(3))));
        assertTrue(at.isBefore(from.plus(lifetime.multipliedBy(3).dividedBy(4))));
        assertEquals(at, Renewal.renewAt(certificate));
    }
}
