package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CpuMode;
import dev.berth.contract.HostShare;
import dev.berth.contract.SessionSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a session gets of its host besides cores and memory, on a real engine. */
@Execution(ExecutionMode.SAME_THREAD)
class HostShareIT {
    private static SessionSpec with(HostShare share) {
        var spec = TestAgent.rfb();
        return new SessionSpec(
                spec.sessionId(),
                spec.incarnation(),
                spec.userId(),
                spec.userName(),
                spec.workspaceName(),
                spec.image(),
                spec.registry(),
                spec.cores(),
                spec.memoryBytes(),
                spec.sharedMemoryBytes(),
                spec.environment(),
                spec.runOverrides(),
                spec.protocol(),
                spec.port(),
                share);
    }

    @Test
    void sharesWeighWhereQuotasLimit() {
        try (var test = new TestAgent()) {
            var quota = with(HostShare.PLAIN);
            var shares = with(new HostShare(CpuMode.SHARES, 0, Optional.empty()));
            test.agent.launch(quota, step -> {});
            test.agent.launch(shares, step -> {});
            var limited = test.inspect(quota.sessionId()).getHostConfig();
            var weighed = test.inspect(shares.sessionId()).getHostConfig();
            assertEquals(1_000_000_000L, limited.getNanoCPUs());
            assertEquals(0L, weighed.getNanoCPUs());
            assertEquals(1024, weighed.getCpuShares());
        }
    }

    @Test
    void aNetworkThatSomebodyMadeIsOfferedJoinedAndLeftAlone() {
        var name = "berth-test-" + UUID.randomUUID();
        try (var test = new TestAgent()) {
            test.docker(docker -> docker.createNetworkCmd().withName(name).exec());
            try {
                var offer = new Offer(test.engine, TestAgent.config("labels=disk=ssd,gpu=none")).capacity();
                assertTrue(offer.networks().contains(name), offer.toString());
                assertTrue(offer.networks().stream().noneMatch(List.of("bridge", "host", "none")::contains));
                assertEquals(List.of("disk=ssd", "gpu=none"), offer.labels());
                assertEquals(0, offer.gpus());

                var spec = with(new HostShare(CpuMode.QUOTA, 0, Optional.of(name)));
                test.agent.launch(spec, step -> {});
                assertEquals(
                        List.of(name),
                        List.copyOf(test.inspect(spec.sessionId())
                                .getNetworkSettings()
                                .getNetworks()
                                .keySet()));
                test.agent.end(spec.sessionId());
                assertEquals(List.of(), test.containers(spec.sessionId()));
                assertEquals(
                        1,
                        test.docker(docker -> docker.listNetworksCmd()
                                        .withNameFilter(name)
                                        .exec())
                                .size());
            } finally {
                test.docker(docker -> docker.removeNetworkCmd(name).exec());
            }
        }
    }
}
