package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.server.Server;
import dev.berth.control.server.ServerPool;
import dev.berth.control.server.ServerPoolForm;
import dev.berth.control.server.ServerPools;
import dev.berth.control.server.Servers;
import dev.berth.control.session.SessionRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Administration of server pools. */
@Path("/api/admin/server-pools")
@RunOnVirtualThread
@Administrators
public class AdminServerPoolResource {
    private static final String STRATEGY = "least-load";

    private final ServerPools pools;
    private final Servers servers;
    private final SessionRepository sessions;
    private final CurrentCaller caller;

    AdminServerPoolResource(ServerPools pools, Servers servers, SessionRepository sessions, CurrentCaller caller) {
        this.pools = pools;
        this.servers = servers;
        this.sessions = sessions;
        this.caller = caller;
    }

    /** A pool as an administrator sends it. */
    public record PoolBody(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<@Nullable UUID> serverIds,
            @Nullable Boolean exclusive,
            @Nullable String strategy,
            @Nullable Boolean enabled) {
        ServerPoolForm form() {
            if (strategy != null && !strategy.equals(STRATEGY)) {
                throw Problem.invalid("strategy", "The only strategy is " + STRATEGY + ".");
            }
            return new ServerPoolForm(
                    name == null ? "" : name,
                    description == null ? "" : description,
                    serverIds == null
                            ? List.of()
                            : serverIds.stream().map(PoolBody::required).toList(),
                    Boolean.TRUE.equals(exclusive),
                    !Boolean.FALSE.equals(enabled));
        }

        private static UUID required(@Nullable UUID id) {
            if (id == null) {
                throw Problem.invalid("serverIds", "A server of the pool is null.");
            }
            return id;
        }
    }

    /**
     * A pool.
     *
     * @param sessions on its servers, from whichever workspace
     * @param capacity sessions that its enabled servers take; null without a limit
     */
    public record PoolView(
            UUID id,
            String name,
            String description,
            List<UUID> serverIds,
            boolean exclusive,
            String strategy,
            boolean enabled,
            long sessions,
            @Nullable Long capacity,
            Instant createdAt,
            Instant updatedAt) {
        static PoolView of(ServerPool pool, Map<UUID, Server> servers, Map<UUID, Long> live) {
            var members = pool.serverIds.stream()
                    .map(servers::get)
                    .filter(s -> s != null)
                    .toList();
            return new PoolView(
                    pool.id,
                    pool.name,
                    pool.description,
                    members.stream().map(server -> server.id).toList(),
                    pool.exclusive,
                    STRATEGY,
                    pool.enabled,
                    members.stream()
                            .mapToLong(server -> live.getOrDefault(server.id, 0L))
                            .sum(),
                    capacity(members),
                    pool.createdAt,
                    pool.updatedAt);
        }

        private static @Nullable Long capacity(List<Server> members) {
            long sum = 0;
            for (var server : members) {
                var most = server.maxSessions;
                if (server.enabled && most == null) {
                    return null;
                }
                sum += server.enabled && most != null ? most : 0;
            }
            return sum;
        }
    }

    @GET
    public List<PoolView> list() {
        return views(pools.all());
    }

    @POST
    public Response create(PoolBody body) {
        var pool = pools.create(body.form(), caller.get());
        return Response.status(Response.Status.CREATED)
                .entity(views(List.of(pool)).getFirst())
                .build();
    }

    @GET
    @Path("{id}")
    public PoolView get(@PathParam("id") UUID id) {
        return views(List.of(pools.get(id))).getFirst();
    }

    @PUT
    @Path("{id}")
    public PoolView change(@PathParam("id") UUID id, PoolBody body) {
        return views(List.of(pools.change(id, body.form(), caller.get()))).getFirst();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        pools.delete(id, caller.get());
    }

    private List<PoolView> views(List<ServerPool> some) {
        var all = servers.all().stream().collect(Collectors.toMap(server -> server.id, Function.identity()));
        var live = sessions.liveByServer();
        return some.stream().map(pool -> PoolView.of(pool, all, live)).toList();
    }
}
