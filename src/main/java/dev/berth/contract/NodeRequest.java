package dev.berth.contract;

import java.util.List;
import java.util.Set;

/**
 * A node asks for a certificate.
 *
 * @param names          host names and IP addresses at which it is reached
 * @param signingRequest PKCS#10 in PEM form for its own key: only who holds the key can make it
 */
public record NodeRequest(
        NodeAddress node, String zone, Set<String> roles, List<String> names, String signingRequest) {}
