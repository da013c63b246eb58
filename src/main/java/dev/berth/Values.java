package dev.berth;

import dev.berth.node.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings given, with their defaults, by property name. */
final class Values {
    private final Map<String, String> given;
    private final Map<String, Setting> known =
            Mappings.SETTINGS.known().stream().collect(Collectors.toMap(Setting::property, Function.identity()));

    Values(Map<String, String> given) {
        this.given = given;
    }

    Optional<String> find(String property) {
        var setting = known.get(property);
        if (setting == null) {
            throw new IllegalArgumentException("no such setting: " + property);
        }
        return Optional.ofNullable(given.get(property)).or(setting::defaultValue);
    }

    String get(String property) {
        return find(property).orElseThrow();
    }

    /** A whole number within bounds; 0 and an error when it is none. */
    int integer(String property, int least, int most, List<String> errors) {
        var text = get(property);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        errors.add("--" + property.substring("berth.".length()).replace('.', '-') + ": '" + text
                + "' is not a whole number from " + least + " to " + most + ".");
        return 0;
    }
}
