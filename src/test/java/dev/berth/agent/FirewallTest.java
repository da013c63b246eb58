package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.agent.AgentConfig.Isolation;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirewallTest {
    /** Rules here would protect this host, not the one that the containers are on. */
    private static final DockerHost ELSEWHERE = DockerHost.parse("tcp://192.0.2.1:2375");

    @Test
    void requiredIsolationThatCannotBeHadStopsLaunches() {
        var problem = assertThrows(Problem.class, () -> new Firewall(Isolation.REQUIRE, ELSEWHERE).admit());
        assertEquals(ProblemCode.UNAVAILABLE, problem.code());
        assertTrue(problem.detail().contains("--agent-isolation=off"), problem.detail());
    }

    @Test
    void preferredIsolationThatCannotBeHadIsAFinding() {
        var firewall = new Firewall(Isolation.PREFER, ELSEWHERE);
        firewall.admit();
        assertTrue(firewall.finding().orElse("").contains("another host"));
    }

    @Test
    void whoWantsNoneHearsNothing() {
        var firewall = new Firewall(Isolation.OFF, ELSEWHERE);
        firewall.admit();
        assertEquals(Optional.empty(), firewall.finding());
    }

    @Test
    void onlySessionsAreMeant() {
        Stream.concat(Firewall.rules4().stream(), Firewall.rules6().stream())
                .filter(rule -> rule.startsWith("-A"))
                .forEach(rule -> assertTrue(rule.contains(" -i bth+ "), rule));
    }
}
