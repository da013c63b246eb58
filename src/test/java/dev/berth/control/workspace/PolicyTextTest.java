package dev.berth.control.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.contract.SessionPolicy;
import org.junit.jupiter.api.Test;

class PolicyTextTest {
    @Test
    void everyPolicyIsReadAsItWasWritten() {
        for (int bits = 0; bits < 256; bits++) {
            for (var recording : SessionPolicy.Recording.values()) {
                var policy = new SessionPolicy(
                        (bits & 1) != 0,
                        (bits & 2) != 0,
                        (bits & 4) != 0,
                        (bits & 8) != 0,
                        (bits & 16) != 0,
                        (bits & 32) != 0,
                        (bits & 64) != 0,
                        (bits & 128) != 0,
                        recording);
                assertEquals(policy, PolicyText.read(PolicyText.write(policy)));
            }
        }
    }
}
