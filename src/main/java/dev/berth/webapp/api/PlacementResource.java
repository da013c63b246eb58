package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.node.SchedulerSettings;
import dev.berth.control.node.Strategy;
import dev.berth.control.session.Explanation;
import dev.berth.control.session.Placements;
import dev.berth.control.workspace.Workspaces;
import dev.berth.control.zone.ZoneChoice;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where sessions would go, and how that is chosen. */
@Path("/api/admin")
@RunOnVirtualThread
@Administrators
public class PlacementResource {
    private final Placements placements;
    private final SchedulerSettings settings;
    private final Workspaces workspaces;
    private final ZoneChoice choice;
    private final ZoneArrivals arrivals;
    private final CurrentCaller caller;

    PlacementResource(
            Placements placements,
            SchedulerSettings settings,
            Workspaces workspaces,
            ZoneChoice choice,
            ZoneArrivals arrivals,
            CurrentCaller caller) {
        this.placements = placements;
        this.settings = settings;
        this.workspaces = workspaces;
        this.choice = choice;
        this.arrivals = arrivals;
        this.caller = caller;
    }

    /** What to try. */
    public record Trial(
            @Nullable UUID workspaceId, @Nullable String zone) {}

    /** How the scheduler chooses. */
    public record SchedulerView(@Nullable String strategy) {}

    /** Where a launch would go now; nothing is reserved. */
    @POST
    @Path("placements")
    public Explanation preview(Trial trial, @Context HttpServerRequest request) {
        var workspace = trial.workspaceId();
        if (workspace == null) {
            throw Problem.invalid("workspaceId", "Name the workspace to place.");
        }
        var found = workspaces.get(workspace);
        return placements.preview(found, choice.plan(arrivals.of(request, trial.zone()), found.zones()));
    }

    @GET
    @Path("settings/scheduler")
    public SchedulerView scheduler() {
        return new SchedulerView(settings.strategy().wireName());
    }

    @PUT
    @Path("settings/scheduler")
    public SchedulerView change(SchedulerView body) {
        settings.strategy(Strategy.parse(body.strategy() == null ? "" : body.strategy()), caller.get());
        return scheduler();
    }
}
