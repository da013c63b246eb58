package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private final ClientAddress behind = trusting("10.0.1.10", "10.0.2.0/23", "fd00::/8");

    private static ClientAddress trusting(String... blocks) {
        return new ClientAddress(Stream.of(blocks).map(AddressBlock::parse).toList());
    }

    @Test
    void aBalancerThatIsTrustedNamesTheClient() {
        assertEquals("203.0.113.7", behind.of("10.0.1.10", List.of("203.0.113.7")));
        assertEquals("203.0.113.7", behind.of("10.0.3.255", List.of(" 203.0.113.7 ")));
        assertEquals("2001:db8:0:0:0:0:0:1", behind.of("fd00:0:0:0:0:0:0:5", List.of("2001:db8::1")));
    }

    @Test
    void whatAClientSaysOfItselfIsNotBelieved() {
        assertEquals("203.0.113.7", behind.of("203.0.113.7", List.of("192.0.2.1")));
        assertEquals("203.0.113.7", behind.of("10.0.1.10", List.of("192.0.2.1, 203.0.113.7")));
        assertEquals("203.0.113.7", behind.of("10.0.1.10", List.of("192.0.2.1", "203.0.113.7")));
        assertEquals("10.0.4.0", behind.of("10.0.4.0", List.of("203.0.113.7")));
        assertEquals("10.0.1.10", trusting().of("10.0.1.10", List.of("203.0.113.7")));
    }

    @Test
    void balancersInARowAreFollowed() {
        assertEquals("203.0.113.7", behind.of("10.0.1.10", List.of("192.0.2.1, 203.0.113.7, 10.0.2.4")));
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        assertEquals("10.0.1.10", behind.of("10.0.1.10", List.of()));
        assertEquals("10.0.1.10", behind.of("10.0.1.10", List.of("unknown")));
        assertEquals("10.0.1.10", behind.of("10.0.1.10", List.of("example.org")));
    }

    @Test
    void blocksHaveAForm() {
        for (var wrong : List.of("", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.org", "::/129")) {
            assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse(wrong), wrong);
        }
    }
}
