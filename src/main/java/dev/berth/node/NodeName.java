package dev.berth.node;

import dev.berth.contract.NodeUri;
import java.util.Set;
import java.util.UUID;

/** Who a node is, as the certificate says that the control plane gave it. Unknown roles are kept. */
public record NodeName(UUID id, String zone, Set<String> roles) {
    public static NodeName of(NodeUri uri) {
        return new NodeName(uri.id(), uri.zone(), uri.roles());
    }

    public boolean has(Role role) {
        return roles.contains(role.wireName());
    }
}
