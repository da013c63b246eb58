package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import dev.berth.control.zone.Zone;
import dev.berth.control.zone.ZoneField;
import dev.berth.control.zone.ZoneVersion;
import dev.berth.control.zone.Zones;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Administration of zones. Settings that a body leaves out stay as they are. */
@Path("/api/admin/zones")
@RunOnVirtualThread
@Administrators
public class AdminZoneResource {
    private final Zones zones;
    private final UpstreamConsent consent;
    private final CurrentCaller caller;

    AdminZoneResource(Zones zones, UpstreamConsent consent, CurrentCaller caller) {
        this.consent = consent;
        this.zones = zones;
        this.caller = caller;
    }

    /**
     * A zone as an administrator sends it.
     *
     * @param version   that of the settings that were changed
     * @param confirmed true for an upstream auth address that nodes of the zone cannot use yet
     */
    public record ZoneBody(
            @Nullable String name,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable Object> settings,
            @Nullable Boolean confirmed) {
        ZoneSettings over(ZoneSettings base) {
            return ZoneField.read(settings == null ? Map.of() : settings, base);
        }
    }

    /** A zone. */
    public record ZoneView(
            String name, int version, Instant changedAt, String changedBy, Map<String, @Nullable Object> settings) {
        static ZoneView of(Zone zone) {
            return new ZoneView(
                    zone.name(), zone.version(), zone.changedAt(), zone.changedBy(), ZoneField.map(zone.settings()));
        }
    }

    /** A step of a zone's history. */
    public record ZoneVersionView(
            int version,
            Instant at,
            String actor,
            String action,
            Map<String, @Nullable Object> settings,
            List<ZoneVersion.Change> changes) {
        static ZoneVersionView of(ZoneVersion step) {
            return new ZoneVersionView(
                    step.version(),
                    step.at(),
                    step.actor(),
                    step.action().name().toLowerCase(Locale.ROOT),
                    ZoneField.map(step.settings()),
                    step.changes());
        }
    }

    @GET
    public List<ZoneView> list() {
        return zones.all().stream().map(ZoneView::of).toList();
    }

    @POST
    public Response create(ZoneBody body) {
        var name = body.name();
        if (name == null) {
            throw Problem.invalid("name", "Name the zone.");
        }
        var zone = zones.create(name, body.over(ZoneSettings.DEFAULT), caller.get());
        return Response.status(Response.Status.CREATED)
                .entity(ZoneView.of(zone))
                .build();
    }

    @GET
    @Path("{name}")
    public ZoneView get(@PathParam("name") String name) {
        return ZoneView.of(zones.get(name));
    }

    @PUT
    @Path("{name}")
    public ZoneView change(@PathParam("name") String name, ZoneBody body) {
        var before = zones.get(name).settings();
        var settings = body.over(before);
        int version = required(body.version());
        zones.check(name, version, settings);
        consent.require(name, before, settings, body.confirmed());
        return ZoneView.of(zones.change(name, version, settings, caller.get()));
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name, @QueryParam("version") @Nullable Integer version) {
        zones.delete(name, required(version), caller.get());
    }

    @GET
    @Path("{name}/versions")
    public List<ZoneVersionView> versions(@PathParam("name") String name) {
        return zones.history(name).stream().map(ZoneVersionView::of).toList();
    }

    private static int required(@Nullable Integer version) {
        if (version == null) {
            throw Problem.invalid("version", "Name the version that you have seen, so that nobody's change is lost.");
        }
        return version;
    }
}
