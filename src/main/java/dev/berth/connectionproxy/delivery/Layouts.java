package dev.berth.connectionproxy.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keyboard layouts: from the language tags of browsers to the names that guacd has for RDP. */
final class Layouts {
    private static final Set<String> KNOWN = Set.of(
            "cs-cz-qwertz",
            "de-ch-qwertz",
            "de-de-qwertz",
            "en-gb-qwerty",
            "en-us-qwerty",
            "es-es-qwerty",
            "es-latam-qwerty",
            "failsafe",
            "fr-be-azerty",
            "fr-ca-qwerty",
            "fr-ch-qwertz",
            "fr-fr-azerty",
            "hu-hu-qwertz",
            "it-it-qwerty",
            "ja-jp-qwerty",
            "no-no-qwerty",
            "pl-pl-qwerty",
            "pt-br-qwerty",
            "pt-pt-qwerty",
            "ro-ro-qwerty",
            "sv-se-qwerty",
            "da-dk-qwerty",
            "tr-tr-qwerty");

    private static final Map<String, String> BY_LANGUAGE = Map.ofEntries(
            Map.entry("cs", "cs-cz-qwertz"),
            Map.entry("da", "da-dk-qwerty"),
            Map.entry("de", "de-de-qwertz"),
            Map.entry("en", "en-us-qwerty"),
            Map.entry("es", "es-es-qwerty"),
            Map.entry("fr", "fr-fr-azerty"),
            Map.entry("hu", "hu-hu-qwertz"),
            Map.entry("it", "it-it-qwerty"),
            Map.entry("ja", "ja-jp-qwerty"),
            Map.entry("nb", "no-no-qwerty"),
            Map.entry("no", "no-no-qwerty"),
            Map.entry("pl", "pl-pl-qwerty"),
            Map.entry("pt", "pt-pt-qwerty"),
            Map.entry("ro", "ro-ro-qwerty"),
            Map.entry("sv", "sv-se-qwerty"),
            Map.entry("tr", "tr-tr-qwerty"));

    private Layouts() {}

    /** @param tag guacd's own name, or a language tag such as {@code de-CH} */
    static Optional<String> guacd(String tag) {
        var lower = tag.toLowerCase(Locale.ROOT).replace('_', '-');
        if (KNOWN.contains(lower)) {
            return Optional.of(lower);
        }
        return KNOWN.stream()
                .filter(name -> lower.length() == 5 && name.startsWith(lower + "-"))
                .findFirst()
                .or(() -> Optional.ofNullable(BY_LANGUAGE.get(lower.split("-", 2)[0])));
    }
}
