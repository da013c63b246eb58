package dev.berth.webapp.api;

import dev.berth.control.session.Explanation;
import dev.berth.control.session.Explanations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Why a session is where it is. A class of its own: the framework looks for a path in one class alone. */
@Path("/api/admin/sessions/{id}/placement")
@RunOnVirtualThread
@Administrators
public class SessionPlacementResource {
    private final Explanations explanations;

    SessionPlacementResource(Explanations explanations) {
        this.explanations = explanations;
    }

    /** Also why a launch was refused, by the id in the audit trail. */
    @GET
    public Explanation placement(@PathParam("id") UUID id) {
        return explanations.of(id);
    }
}
