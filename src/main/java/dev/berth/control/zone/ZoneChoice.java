package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides in which zones a session may be. */
@Singleton
public class ZoneChoice {
    private final CurrentZones zones;

    ZoneChoice(CurrentZones zones) {
        this.zones = zones;
    }

    /**
     * @param restriction the zones of the workspace; empty for any
     * @throws Problem {@code INVALID}, {@code FORBIDDEN}
     */
    public ZonePlan plan(ZoneWish wish, List<String> restriction) {
        return ZonePlan.of(wish, restriction, settings());
    }

    /** What the user may pick, the zone of the arrival first. */
    public List<String> choices(ZoneWish wish) {
        return ZonePlan.choices(wish, settings());
    }

    private Map<String, ZoneSettings> settings() {
        var settings = new LinkedHashMap<String, ZoneSettings>();
        zones.all().forEach((name, zone) -> settings.put(name, zone.settings()));
        return settings;
    }
}
