package dev.berth.webapp.api;

import dev.berth.contract.ZoneSettings;
import dev.berth.control.node.SchedulerSettings;
import dev.berth.control.zone.Zones;
import dev.berth.node.Version;
import dev.berth.webapp.api.AdminNodeResource.NodeView;
import dev.berth.webapp.api.ZoneSheet.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A zone on one sheet, for those who build its region. */
@Path("/api/admin/zones/{name}/sheet")
@RunOnVirtualThread
@Administrators
public class ZoneSheetResource {
    private final Zones zones;
    private final AdminNodeResource nodes;
    private final StreamAddress addresses;
    private final SchedulerSettings scheduler;
    private final Clock clock;

    ZoneSheetResource(
            Zones zones, AdminNodeResource nodes, StreamAddress addresses, SchedulerSettings scheduler, Clock clock) {
        this.zones = zones;
        this.nodes = nodes;
        this.addresses = addresses;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @GET
    @Produces("text/markdown;charset=UTF-8")
    public Response sheet(@PathParam("name") String name, @Context HttpServerRequest request) {
        var zone = zones.get(name);
        var others =
                zones.all().stream().filter(other -> !other.name().equals(name)).toList();
        var here = nodes.list().stream()
                .filter(node -> node.zone().equals(name) && !node.state().equals("revoked"))
                .toList();
        var sheet = new ZoneSheet(
                zone,
                others,
                scheduler.strategy().wireName(),
                here,
                doors(zone.settings(), here, request),
                new ZoneSheet.Made(clock.instant(), Version.current(), ZoneArrivals.console(request)));
        return Response.ok(sheet.markdown())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"zone-" + name.replaceAll("[^A-Za-z0-9._-]", "-") + ".md\"")
                .build();
    }

    private List<Door> doors(ZoneSettings zone, List<NodeView> here, HttpServerRequest request) {
        if (zone.proxyConnections()) {
            return doors("", addresses.entry(zone, request, Optional.empty())).toList();
        }
        return here.stream()
                .filter(ZoneWays::runsSessions)
                .flatMap(node -> doors(
                        " of " + node.name(), addresses.entry(zone, request, Optional.of(URI.create(node.url())))))
                .toList();
    }

    private static Stream<Door> doors(String whose, StreamAddress.Entry entry) {
        return Stream.of(
                new Door("streams" + whose, entry.streams()),
                new Door("pages that workspaces serve" + whose + " (session port)", entry.pages()));
    }
}
