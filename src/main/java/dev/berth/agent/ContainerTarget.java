package dev.berth.agent;

import dev.berth.contract.DeliveryProtocol;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the stream of a session's container is, and what it wants to see before it talks.
 *
 * @param password          the container's own credential; it never leaves the agent
 * @param certificateSha256 in hexadecimal, once the container's certificate has been seen
 */
public record ContainerTarget(
        UUID sessionId,
        int incarnation,
        String host,
        int port,
        DeliveryProtocol protocol,
        String user,
        String password,
        Optional<String> certificateSha256) {
    ContainerTarget at(String address) {
        return new ContainerTarget(sessionId, incarnation, address, port, protocol, user, password, certificateSha256);
    }

    @Override
    public String toString() {
        return "ContainerTarget[" + sessionId + " #" + incarnation + " " + host + ":" + port + "]";
    }
}
