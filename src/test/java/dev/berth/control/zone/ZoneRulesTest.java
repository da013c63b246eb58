package dev.berth.control.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneRulesTest {
    private static final Map<String, ZoneSettings> OTHERS = Map.of(
            "default",
            ZoneSettings.DEFAULT,
            "west",
            ZoneField.read(Map.of("proxyHostname", "west.example.org"), ZoneSettings.DEFAULT));

    private static ZoneSettings with(Object... fields) {
        var map = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return ZoneField.read(map, ZoneSettings.DEFAULT);
    }

    private static void refused(String field, String word, ZoneSettings settings) {
        var problem = assertThrows(Problem.class, () -> ZoneRules.check("east", settings, OTHERS));
        var errors = problem.errors().stream()
                .filter(error -> error.field().equals(field))
                .toList();
        assertEquals(1, errors.size(), problem.errors().toString());
        assertTrue(errors.getFirst().message().contains(word), errors.toString());
    }

    @Test
    void whatWorksIsAccepted() {
        for (var settings : List.of(
                ZoneSettings.DEFAULT,
                with("boundary", true, "searchAlternateZones", false),
                with("proxyHostname", "east.example.org", "proxyPort", 443, "proxyPath", "eu/desktop"),
                with("proxyHostname", "west.example.org", "proxyPath", "east"),
                with("proxyConnections", false),
                with("allowOriginDomain", "berth.example.org, *.example.net"),
                with("upstreamAuthAddress", "https://balancer.example.org:8443"),
                with("registryMirror", "mirror.example.org:5000/hub", "loadBalanceStrategy", "most-load"))) {
            ZoneRules.check("east", settings, OTHERS);
        }
    }

    @Test
    void combinationsThatCannotWorkAreRefusedWithTheReason() {
        refused("searchAlternateZones", "never left", with("boundary", true));
        refused("proxyHostname", "never be used", with("proxyConnections", false, "proxyHostname", "east.example.org"));
        refused("upstreamAuthAddress", "no request of a user", with("upstreamAuthAddress", "$request_host$"));
        refused("upstreamAuthAddress", "https://", with("upstreamAuthAddress", "balancer.example.org"));
        refused("proxyHostname", "Zone west has the same", with("proxyHostname", "WEST.example.org"));
        refused("allowOriginDomain", "Any page", with("allowOriginDomain", "*"));
        refused("proxyPath", "Berth itself", with("proxyPath", "api/desktop"));
        refused("proxyPath", "slash", with("proxyPath", "/desktop/"));
        refused("proxyPort", "65535", with("proxyPort", 70_000));
        refused("registryMirror", "without a scheme", with("registryMirror", "https://mirror.example.org"));
        refused("loadBalanceStrategy", "one of", with("loadBalanceStrategy", "nearest"));
    }

    @Test
    void namesAndKindsOfValuesAreChecked() {
        var problem = assertThrows(
                Problem.class,
                () -> ZoneField.read(Map.of("proxyPrt", 1, "boundary", "yes", "proxyPort", "1"), ZoneSettings.DEFAULT));
        assertEquals(
                List.of("proxyPrt", "proxyPort", "boundary"),
                problem.errors().stream().map(Problem.FieldError::field).toList());
    }

    @Test
    void aHistoryNamesWhatChanged() {
        assertEquals(
                List.of(
                        new ZoneVersion.Change("proxyPort", "0", "443"),
                        new ZoneVersion.Change("registryMirror", "", "mirror")),
                ZoneField.changes(ZoneSettings.DEFAULT, with("proxyPort", 443, "registryMirror", "mirror")));
        assertEquals(ZoneSettings.DEFAULT, ZoneField.read(ZoneField.map(ZoneSettings.DEFAULT), with("proxyPort", 1)));
    }
}
