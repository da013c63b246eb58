package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings by name: as JSON and YAML have them, in the order of the console's form. */
public final class ZoneField {
    private ZoneField() {}

    /** All of them; null for what is empty. */
    public static Map<String, @Nullable Object> map(ZoneSettings s) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("upstreamAuthAddress", s.upstreamAuthAddress().orElse(null));
        map.put("allowOriginDomain", s.allowOriginDomain());
        map.put("proxyConnections", s.proxyConnections());
        map.put("proxyHostname", s.proxyHostname());
        map.put("proxyPath", s.proxyPath());
        map.put("proxyPort", s.proxyPort());
        map.put("loadBalanceStrategy", s.loadBalanceStrategy().orElse(null));
        map.put("searchAlternateZones", s.searchAlternateZones());
        map.put("prioritizeStaticAgents", s.prioritizeStaticAgents());
        map.put("boundary", s.boundary());
        map.put("userChoice", s.userChoice());
        map.put("registryMirror", s.registryMirror().orElse(null));
        map.put("graceSeconds", s.graceSeconds());
        return map;
    }

    /**
     * Settings that say so much; what they leave out is taken from {@code base}.
     *
     * @throws Problem {@code INVALID} for a name that is no setting, and a value of another kind
     */
    public static ZoneSettings read(Map<String, ? extends @Nullable Object> given, ZoneSettings base) {
        var values = map(base);
        var errors = new ArrayList<Problem.FieldError>();
        var unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(values.keySet());
        unknown.forEach(name -> errors.add(new Problem.FieldError(
                name,
                name + " is no setting of a zone. They are "
                        + String.join(", ", map(base).keySet()) + ".")));
        values.keySet().stream().filter(given::containsKey).toList().forEach(name -> values.put(name, given.get(name)));
        var reader = new Reader(values, errors);
        var settings = new ZoneSettings(
                reader.optional("upstreamAuthAddress"),
                reader.text("allowOriginDomain"),
                reader.bool("proxyConnections"),
                reader.text("proxyHostname"),
                reader.text("proxyPath"),
                reader.number("proxyPort"),
                reader.optional("loadBalanceStrategy"),
                reader.bool("searchAlternateZones"),
                reader.bool("prioritizeStaticAgents"),
                reader.bool("boundary"),
                reader.bool("userChoice"),
                reader.optional("registryMirror"),
                reader.number("graceSeconds"));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return settings;
    }

    /** What differs, in the order of the fields. */
    static List<ZoneVersion.Change> changes(ZoneSettings before, ZoneSettings after) {
        var old = map(before);
        return map(after).entrySet().stream()
                .filter(field -> !Objects.equals(field.getValue(), old.get(field.getKey())))
                .map(field ->
                        new ZoneVersion.Change(field.getKey(), text(old.get(field.getKey())), text(field.getValue())))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private record Reader(Map<String, @Nullable Object> values, List<Problem.FieldError> errors) {
        String text(String name) {
            return optional(name).orElse("");
        }

        Optional<String> optional(String name) {
            var value = values.get(name);
            if (value != null && !(value instanceof String)) {
                error(name, "a text");
            }
            return value instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
        }

        boolean bool(String name) {
            if (values.get(name) instanceof Boolean value) {
                return value;
            }
            error(name, "true or false");
            return false;
        }

        int number(String name) {
            var value = values.get(name);
            if (value instanceof Integer || value instanceof Long) {
                long number = ((Number) value).longValue();
                return (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            error(name, "a whole number");
            return 0;
        }

        private void error(String name, String what) {
            errors.add(new Problem.FieldError(name, name + " has to be " + what + "."));
        }
    }
}
