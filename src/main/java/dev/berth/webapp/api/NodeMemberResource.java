package dev.berth.webapp.api;

import dev.berth.control.identity.Members;
import dev.berth.control.identity.RevocationList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** What administrators decide about a node. */
@Path("/api/admin/nodes/{id}")
@RunOnVirtualThread
@Administrators
public class NodeMemberResource {
    private final Members members;
    private final RevocationList revocations;
    private final CurrentCaller caller;

    NodeMemberResource(Members members, RevocationList revocations, CurrentCaller caller) {
        this.members = members;
        this.revocations = revocations;
        this.caller = caller;
    }

    @POST
    @Path("revoke")
    public void revoke(@PathParam("id") UUID id) {
        members.revoke(id, caller.get());
        revocations.read();
    }

    @DELETE
    public void remove(@PathParam("id") UUID id) {
        members.remove(id, caller.get());
        revocations.read();
    }
}
