package dev.berth.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleGateTest {
    @Test
    void eachPrefixOpensWithItsRolesOnly() {
        for (var role : Role.values()) {
            var gate = new RoleGate(new Roles(EnumSet.of(role)));
            assertEquals(role == Role.WEB_APP, gate.isOpen("/api/me"), role.name());
            assertEquals(role == Role.WEB_APP, gate.isOpen("/"), role.name());
            assertEquals(role == Role.AGENT, gate.isOpen("/internal/agent/launch"), role.name());
            assertEquals(role == Role.WEB_APP, gate.isOpen("/internal/control/check-in"), role.name());
            assertEquals(
                    Set.of(Role.AGENT, Role.CONNECTION_PROXY, Role.ZONE_PROXY).contains(role),
                    gate.isOpen("/desktop/x/"),
                    role.name());
            assertTrue(gate.isOpen("/q/health"));
            assertTrue(gate.isOpen("/internal/node/identify"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/me",
                "/api//me",
                "/api/../q",
                "/api/./x",
                "/desktop/x/..",
                "/a/%2e%2e/b",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/api/me;x=1",
                "/a%252fb",
                "api",
                "/a/."
            })
    void refusesPathsWithTwoReadings(String path) {
        assertFalse(RoleGate.isPlain(path), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/me", "/assets/index-1.2.js", "/desktop/1/app%20name/x"})
    void admitsPlainPaths(String path) {
        assertTrue(RoleGate.isPlain(path), path);
    }
}
