package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetsTest {
    @Test
    void eachIsAnotherUntilTheRangeIsExhausted() {
        var subnets = new Subnets("192.0.2.0/27", 0);
        var used = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            used.add(subnets.next(used).orElseThrow());
        }
        assertEquals(List.of("192.0.2.0/29", "192.0.2.8/29", "192.0.2.16/29", "192.0.2.24/29"), used);
        assertEquals(Optional.empty(), subnets.next(used));
        assertEquals(Optional.of("192.0.2.8/29"), subnets.next(List.of("192.0.2.0/29", "192.0.2.16/28")));
    }

    @Test
    void networksOfOthersAreAvoidedWhateverTheirSize() {
        var subnets = new Subnets("198.18.0.0/15", 0);
        assertEquals(
                Optional.of("198.19.0.0/29"), subnets.next(List.of("198.18.0.0/16", "fd00::/64", "172.17.0.0/16")));
    }

    @Test
    void anAddressIsNotUsedAgainSoon() {
        var subnets = new Subnets("198.18.0.0/24", 7);
        var seen = new HashSet<String>();
        for (int i = 0; i < 32; i++) {
            seen.add(subnets.next(List.of()).orElseThrow());
        }
        assertEquals(32, seen.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "198.18.0.0", "198.18.0/15", "300.0.0.0/8", "1.2.3.4/33", "x/15", "198.18.0.0/30"})
    void whatIsNoRangeIsRefused(String cidr) {
        assertThrows(IllegalArgumentException.class, () -> new Subnets(cidr, 0));
    }
}
