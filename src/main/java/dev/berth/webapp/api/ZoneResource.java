package dev.berth.webapp.api;

import dev.berth.control.zone.CurrentZones;
import dev.berth.control.zone.ZoneChoice;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The zones that the caller may pick for a session. */
@Path("/api/zones")
@RunOnVirtualThread
public class ZoneResource {
    private final ZoneChoice choice;
    private final CurrentZones zones;
    private final ZoneArrivals arrivals;
    private final StreamAddress addresses;

    ZoneResource(ZoneChoice choice, CurrentZones zones, ZoneArrivals arrivals, StreamAddress addresses) {
        this.choice = choice;
        this.zones = zones;
        this.arrivals = arrivals;
        this.addresses = addresses;
    }

    /**
     * A zone that may be picked.
     *
     * @param home  true for the zone that the caller came in through
     * @param probe an address to measure the way with; null when the zone has no proxy
     */
    public record Choice(
            String name, boolean home, @Nullable String probe) {}

    /** The caller's own first. */
    @GET
    public List<Choice> list(@Context HttpServerRequest request) {
        var choices = choice.choices(arrivals.of(request, null));
        return choices.stream()
                .map(name -> new Choice(
                        name,
                        name.equals(choices.getFirst()),
                        addresses.probe(zones.settings(name), request).orElse(null)))
                .toList();
    }
}
