package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void allMeansEveryRole() {
        assertEquals(Set.of(Role.values()), Roles.parse("all").active());
    }

    @Test
    void readsAListWithSpaces() {
        assertEquals(
                Set.of(Role.AGENT, Role.ZONE_PROXY),
                Roles.parse("zone-proxy, agent").active());
    }

    @Test
    void namesTheNearestRoleForAMisspeltOne() {
        var error = assertThrows(IllegalArgumentException.class, () -> Roles.parse("web-ap,agent"));
        assertTrue(error.getMessage().contains("'web-ap'"), error.getMessage());
        assertTrue(error.getMessage().contains("Did you mean 'web-app'?"), error.getMessage());
    }

    @Test
    void refusesNoRoleAtAll() {
        assertThrows(IllegalArgumentException.class, () -> Roles.parse(" , "));
    }
}
