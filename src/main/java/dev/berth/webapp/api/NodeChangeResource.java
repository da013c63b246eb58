package dev.berth.webapp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.control.identity.Members;
import dev.berth.control.node.NodeOverrides;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Changes whether a node is used, and what the scheduler knows of it. */
@Path("/api/admin/nodes/{id}")
@RunOnVirtualThread
@Administrators
public class NodeChangeResource {
    private final NodeOverrides overrides;
    private final Members members;
    private final CurrentCaller caller;

    NodeChangeResource(NodeOverrides overrides, Members members, CurrentCaller caller) {
        this.overrides = overrides;
        this.members = members;
        this.caller = caller;
    }

    /** Labels, overrides and the most sessions; {@code null} gives a value back to the node. */
    @PATCH
    public void change(@PathParam("id") UUID id, JsonNode body) {
        var change = new NodeChange(body);
        if (change.has("enabled")) {
            members.enable(id, change.enabled(), caller.get());
        }
        if (change.has("labels")) {
            overrides.labels(id, change.labels(), caller.get());
        }
        if (change.has("overrides")) {
            overrides.factors(id, change.factors(), caller.get());
        }
        if (change.has("maxSessions")) {
            overrides.maxSessions(id, change.maxSessions(), caller.get());
        }
    }
}
