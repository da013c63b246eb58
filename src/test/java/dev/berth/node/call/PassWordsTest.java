package dev.berth.node.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.contract.PassList;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.identity.TestDeployment;
import dev.berth.node.identity.TestNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node takes a list of revoked passes from a web app alone, made for this node. */
class PassWordsTest {
    private final TestDeployment deployment = new TestDeployment();
    private final TestNode control = new TestNode("web-app").joins(deployment);
    private final TestNode proxy = new TestNode("zone-proxy").joins(deployment);
    private final PassList list =
            new PassList("default", Instant.parse("2030-01-01T00:00:00.123456Z"), "a2V5", List.of("a/b/1"));

    private static PassList sign(TestNode signer, TestNode node, PassList list) {
        return new PassWords(signer.calls).sign(node.identity.address().id(), list);
    }

    private static void refused(TestNode reader, PassList told) {
        var problem = assertThrows(Problem.class, () -> new PassWords(reader.calls).read(told));
        assertEquals(ProblemCode.UNAUTHENTICATED, problem.code());
    }

    @Test
    void theNodeReadsWhatTheWebAppSaid() {
        var told = Wire.read(Wire.write(sign(control, proxy, list)), PassList.class);
        assertEquals(list, new PassWords(proxy.calls).read(told));
    }

    @Test
    void itIsForOneNode() {
        refused(new TestNode("zone-proxy").joins(deployment), sign(control, proxy, list));
    }

    @Test
    void nobodyElseCanMakeOne() {
        refused(proxy, sign(proxy, proxy, list));
        refused(proxy, sign(new TestNode("web-app").joins(new TestDeployment()), proxy, list));
        refused(proxy, list);
    }

    @Test
    void whatWasChangedIsNothing() {
        var word = sign(control, proxy, list).word().orElseThrow();
        var empty = Base64.getUrlEncoder().encodeToString("{\"zone\":\"default\"}".getBytes(StandardCharsets.UTF_8));
        refused(proxy, list.as(empty + word.substring(word.indexOf('~'))));
        refused(proxy, new PassList("reef", list.at(), "", List.of(), Optional.of(word)));
        refused(proxy, list.as("~"));
        refused(proxy, list.as("!!~x"));
    }
}
