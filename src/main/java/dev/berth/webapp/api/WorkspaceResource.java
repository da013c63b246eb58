package dev.berth.webapp.api;

import dev.berth.control.session.Availability;
import dev.berth.control.workspace.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** What the caller may launch. */
@Path("/api/workspaces")
@RunOnVirtualThread
public class WorkspaceResource {
    private final Workspaces workspaces;
    private final Availability availability;

    WorkspaceResource(Workspaces workspaces, Availability availability) {
        this.availability = availability;
        this.workspaces = workspaces;
    }

    @GET
    public List<WorkspaceTile> list() {
        return availability.of(workspaces.enabled()).entrySet().stream()
                .map(entry -> WorkspaceTile.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
