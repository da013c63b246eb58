package dev.berth.agent;

import dev.berth.contract.DeliveryProtocol;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that need no engine. */
final class FakeTargets implements ContainerTargets {
    private final Map<UUID, ContainerTarget> targets = new ConcurrentHashMap<>();
    private final Map<UUID, CompletableFuture<ContainerTarget>> coming = new ConcurrentHashMap<>();
    private boolean launching;

    ContainerTarget add(UUID session, DeliveryProtocol protocol, int port) {
        var target = new ContainerTarget(
                session, 1, "127.0.0.1", port, protocol, "kasm_user", "s3cret-and-more", Optional.empty());
        targets.put(session, target);
        return target;
    }

    @Override
    public Optional<ContainerTarget> find(UUID sessionId) {
        return launching ? Optional.empty() : Optional.ofNullable(targets.get(sessionId));
    }

    @Override
    public Optional<CompletableFuture<ContainerTarget>> coming(UUID sessionId, int incarnation) {
        return Optional.ofNullable(coming.get(sessionId))
                .filter(launch -> incarnation == 1)
                .map(CompletableFuture::copy);
    }

    /** A launch that the test brings to its end. */
    CompletableFuture<ContainerTarget> launch(UUID sessionId) {
        return coming.computeIfAbsent(sessionId, id -> new CompletableFuture<>());
    }

    @Override
    public String pin(UUID sessionId, String certificateSha256) {
        return targets.computeIfPresent(
                        sessionId,
                        (id, t) -> t.certificateSha256().isPresent()
                                ? t
                                : new ContainerTarget(
                                        id,
                                        t.incarnation(),
                                        t.host(),
                                        t.port(),
                                        t.protocol(),
                                        t.user(),
                                        t.password(),
                                        Optional.of(certificateSha256)))
                .certificateSha256()
                .orElseThrow();
    }

    /** While a container is launched nobody finds it yet. */
    void launching(boolean now) {
        launching = now;
    }

    void mispin(UUID session) {
        targets.computeIfPresent(
                session,
                (id, t) -> new ContainerTarget(
                        id, 1, t.host(), t.port(), t.protocol(), t.user(), t.password(), Optional.of("00".repeat(32))));
    }
}
