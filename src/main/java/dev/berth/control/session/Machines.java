package dev.berth.control.session;

import dev.berth.control.server.Server;
import dev.berth.control.server.ServerPool;
import dev.berth.control.server.ServerPools;
import dev.berth.control.server.ServerRepository;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.zone.ZonePlan;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server of a session. The rows of all that come into question are locked first, so that of many launches,
 * on however many web apps, each counts those before it: no server and no pool is ever overfilled.
 */
@Singleton
public class Machines {
    private final ServerRepository servers;
    private final ServerPools pools;
    private final SessionRepository sessions;

    Machines(ServerRepository servers, ServerPools pools, SessionRepository sessions) {
        this.servers = servers;
        this.pools = pools;
        this.sessions = sessions;
    }

    /** In the caller's transaction, which makes the session too. */
    @Transactional
    MachineChoice choose(Workspace workspace, UUID user, ZonePlan plan) {
        return switch (workspace.kind) {
            case SERVER -> one(workspace.serverId, user, plan);
            case POOL -> ofPool(workspace.poolId, user, plan);
            case CONTAINER, LINK -> throw new IllegalArgumentException("leads to no machine: " + workspace.kind);
        };
    }

    private MachineChoice one(@Nullable UUID id, UUID user, ZonePlan plan) {
        var found = id == null ? List.<Server>of() : servers.locked(List.of(id));
        if (found.isEmpty()) {
            return MachineChoice.none(
                    "The machine of this workspace was removed. Ask an administrator.",
                    "the server of the workspace was deleted");
        }
        var all = candidates(found, user, false, plan);
        var only = all.getFirst();
        return told(only.inside() ? only.refusal().orElseGet(only::chosen) : outside(found, plan), all);
    }

    private MachineChoice ofPool(@Nullable UUID id, UUID user, ZonePlan plan) {
        var pool = id == null ? null : pools.find(id).orElse(null);
        if (pool == null) {
            return MachineChoice.none(
                    "The machines of this workspace were removed. Ask an administrator.",
                    "the server pool of the workspace was deleted");
        }
        if (!pool.enabled) {
            return MachineChoice.none(
                    "The machines of this workspace are out of service at the moment. Try again later.",
                    "server pool " + pool.name + " is disabled");
        }
        var members = servers.locked(pool.serverIds);
        if (members.isEmpty()) {
            return MachineChoice.none(
                    "There are no machines behind this workspace yet. Ask an administrator.",
                    "server pool " + pool.name + " has no servers");
        }
        var all = candidates(members, user, pool.exclusive, plan);
        var inside = all.stream().filter(Candidate::inside).toList();
        return told(inside.isEmpty() ? outside(members, plan) : best(pool, inside), all);
    }

    private static MachineChoice outside(List<Server> servers, ZonePlan plan) {
        return MachineChoice.none(
                "This workspace is in another zone, and your sessions may not leave zone " + plan.home() + ".",
                servers.stream()
                        .map(server -> server.name + " is in zone " + server.zone)
                        .collect(Collectors.joining("; ")));
    }

    private record Candidate(Server server, Occupants occupants, boolean inside, Optional<MachineChoice> refusal) {
        MachineChoice chosen() {
            return MachineChoice.of(server);
        }
    }

    private static MachineChoice best(ServerPool pool, List<Candidate> candidates) {
        var mine = candidates.stream()
                .filter(candidate -> pool.exclusive && candidate.occupants().own() > 0)
                .findFirst();
        if (mine.isPresent()) {
            // one server for each user: it is that one or none
            return mine.get().refusal().orElseGet(mine.get()::chosen);
        }
        return candidates.stream()
                .filter(candidate -> candidate.refusal().isEmpty())
                .min(Comparator.<Candidate>comparingDouble(
                                candidate -> candidate.occupants().load(candidate.server()))
                        .thenComparingLong(candidate -> candidate.occupants().sessions())
                        .thenComparing(candidate -> candidate.server().name))
                .map(Candidate::chosen)
                .orElseGet(() -> MachineChoice.none(
                        "All machines of this workspace are in use at the moment. Try again later.",
                        "server pool " + pool.name + " has no server left: "
                                + candidates.stream()
                                        .flatMap(candidate -> candidate.refusal().stream())
                                        .map(MachineChoice::reason)
                                        .collect(Collectors.joining("; "))));
    }

    private List<Candidate> candidates(List<Server> servers, UUID user, boolean alone, ZonePlan plan) {
        var occupants =
                sessions.occupants(servers.stream().map(server -> server.id).toList(), user);
        return servers.stream()
                .map(server -> {
                    var there = occupants.getOrDefault(server.id, Occupants.NONE);
                    return new Candidate(server, there, plan.allows(server.zone), there.refusal(server, alone));
                })
                .toList();
    }

    /** With a verdict on each server. One that fits was passed over for one with more room, or for the user's own. */
    private static MachineChoice told(MachineChoice choice, List<Candidate> candidates) {
        var verdicts = new Verdicts();
        for (var candidate : candidates) {
            var server = candidate.server();
            var against = candidate.inside()
                    ? candidate.refusal().map(MachineChoice::reason)
                    : Optional.of(server.name + " is in zone " + server.zone + ", where the session may not be");
            verdicts.add(Explanation.Verdict.of(
                    server.id,
                    server.name,
                    server.zone,
                    choice.server().filter(server::equals).isPresent(),
                    against.stream().toList(),
                    List.of(Occupants.text(candidate.occupants().sessions(), server.maxSessions)),
                    null));
        }
        return choice.telling(new Explanation.Servers(verdicts.chosen(), verdicts.all(), verdicts.listed(), ""));
    }
}
