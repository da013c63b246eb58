package dev.berth.webapp.api;

import dev.berth.control.node.GraceStates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Which nodes let people back in while the control plane does not answer, and whom they have. */
@Path("/api/admin/grace")
@RunOnVirtualThread
@Administrators
public class GraceResource {
    private final GraceStates states;

    GraceResource(GraceStates states) {
        this.states = states;
    }

    @GET
    public List<GraceStates.GraceState> list() {
        return states.all();
    }
}
