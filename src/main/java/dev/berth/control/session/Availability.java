package dev.berth.control.session;

import dev.berth.control.node.ConnectionProxyNodes;
import dev.berth.control.server.Server;
import dev.berth.control.server.ServerPool;
import dev.berth.control.server.ServerPools;
import dev.berth.control.server.Servers;
import dev.berth.control.workspace.Workspace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which workspaces cannot be launched at the moment, whoever asks, so that nobody need try. */
@Singleton
public class Availability {
    private final Servers servers;
    private final ServerPools pools;
    private final ConnectionProxyNodes proxies;

    Availability(Servers servers, ServerPools pools, ConnectionProxyNodes proxies) {
        this.servers = servers;
        this.pools = pools;
        this.proxies = proxies;
    }

    private record Known(Map<UUID, Server> servers, Map<UUID, ServerPool> pools, Set<String> zones) {
        Optional<String> why(Workspace workspace) {
            return switch (workspace.kind) {
                case CONTAINER, LINK -> Optional.empty();
                case SERVER -> why(ids(workspace.serverId));
                case POOL -> {
                    var pool = workspace.poolId == null ? null : pools.get(workspace.poolId);
                    yield why(pool == null || !pool.enabled ? List.of() : pool.serverIds);
                }
            };
        }

        private static List<UUID> ids(@Nullable UUID id) {
            return id == null ? List.of() : List.of(id);
        }

        private Optional<String> why(Collection<UUID> ids) {
            var enabled = ids.stream()
                    .map(servers::get)
                    .filter(server -> server != null && server.enabled)
                    .toList();
            if (enabled.isEmpty()) {
                return Optional.of("Its machine is out of service at the moment.");
            }
            return enabled.stream().anyMatch(server -> zones.contains(server.zone))
                    ? Optional.empty()
                    : Optional.of("Its machine cannot be reached: no connection proxy is at work for it.");
        }
    }

    /** In the same order: why not; empty for what can be launched, as far as is known beforehand. */
    @Transactional
    public Map<Workspace, Optional<String>> of(List<Workspace> workspaces) {
        var known = workspaces.stream().anyMatch(workspace -> workspace.kind.isRemote())
                ? new Known(
                        servers.all().stream().collect(Collectors.toMap(server -> server.id, Function.identity())),
                        pools.all().stream().collect(Collectors.toMap(pool -> pool.id, Function.identity())),
                        proxies.zones())
                : new Known(Map.of(), Map.of(), Set.of());
        var why = new LinkedHashMap<Workspace, Optional<String>>();
        workspaces.forEach(workspace -> why.put(workspace, known.why(workspace)));
        return why;
    }
}
