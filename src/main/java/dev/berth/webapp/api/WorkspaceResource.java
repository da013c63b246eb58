package dev.berth.webapp.api;

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

    WorkspaceResource(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @GET
    public List<WorkspaceTile> list() {
        return workspaces.enabled().stream().map(WorkspaceTile::of).toList();
    }
}
