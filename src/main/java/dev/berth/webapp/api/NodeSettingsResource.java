package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.node.NodeSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How nodes are let in and judged. */
@Path("/api/admin/settings/nodes")
@RunOnVirtualThread
@Administrators
public class NodeSettingsResource {
    private final NodeSettings settings;
    private final CurrentCaller caller;

    NodeSettingsResource(NodeSettings settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    /** The settings. */
    public record NodeSettingsView(
            @Nullable Boolean autoEnable,
            @Nullable Long missingAfterSeconds,
            @Nullable Long deadAfterSeconds) {
        static NodeSettingsView of(NodeSettings.Values values) {
            return new NodeSettingsView(
                    values.autoEnable(),
                    values.missingAfter().toSeconds(),
                    values.deadAfter().toSeconds());
        }
    }

    @GET
    public NodeSettingsView read() {
        return NodeSettingsView.of(settings.get());
    }

    @PUT
    public NodeSettingsView write(NodeSettingsView body) {
        var autoEnable = body.autoEnable();
        var missing = body.missingAfterSeconds();
        var dead = body.deadAfterSeconds();
        if (autoEnable == null || missing == null || dead == null) {
            throw Problem.invalid("autoEnable", "Name autoEnable, missingAfterSeconds and deadAfterSeconds.");
        }
        return NodeSettingsView.of(settings.set(
                new NodeSettings.Values(autoEnable, Duration.ofSeconds(missing), Duration.ofSeconds(dead)),
                caller.get()));
    }
}
