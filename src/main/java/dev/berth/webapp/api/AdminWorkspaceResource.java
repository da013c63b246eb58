package dev.berth.webapp.api;

import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Administration of workspaces. */
@Path("/api/admin/workspaces")
@RunOnVirtualThread
@Administrators
public class AdminWorkspaceResource {
    private final Workspaces workspaces;
    private final CurrentCaller caller;

    AdminWorkspaceResource(Workspaces workspaces, CurrentCaller caller) {
        this.workspaces = workspaces;
        this.caller = caller;
    }

    @GET
    public List<WorkspaceView> list() {
        return workspaces.all().stream().map(this::view).toList();
    }

    @POST
    public Response create(WorkspaceBody body) {
        return created(
                workspaces.create(body.form(), caller.get().name(), caller.get().address()));
    }

    @GET
    @Path("{id}")
    public WorkspaceView get(@PathParam("id") UUID id) {
        return view(workspaces.get(id));
    }

    @PUT
    @Path("{id}")
    public WorkspaceView change(@PathParam("id") UUID id, WorkspaceBody body) {
        return view(workspaces.change(id, body.form(), caller.get()));
    }

    @POST
    @Path("{id}/clone")
    public Response copy(@PathParam("id") UUID id) {
        return created(workspaces.copy(id, caller.get()));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") UUID id) {
        workspaces.delete(id, caller.get());
    }

    private WorkspaceView view(Workspace workspace) {
        return WorkspaceView.of(workspace, workspaces.environment(workspace));
    }

    private Response created(Workspace workspace) {
        return Response.status(Response.Status.CREATED).entity(view(workspace)).build();
    }
}
