package dev.berth.control.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contract.RemoteProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What administrators may have guacd told besides the fields of a server. A list of what is allowed, by protocol: guacd
 * also knows names that have it write files, go to another host, listen for connections, send packets to a network, open
 * channels that no policy sees, or that belong to the session's policy.
 */
final class GuacdParameters {
    private static final String LIST = "guacd-parameters.json";

    /** The console offers the same list, with the words in it. */
    private static final Map<RemoteProtocol, Map<String, Pattern>> ALLOWED = read();

    private GuacdParameters() {}

    private static Map<RemoteProtocol, Map<String, Pattern>> read() {
        try (var in = GuacdParameters.class.getResourceAsStream(LIST)) {
            var list = new ObjectMapper().readTree(in);
            var all = new EnumMap<RemoteProtocol, Map<String, Pattern>>(RemoteProtocol.class);
            for (var protocol : RemoteProtocol.values()) {
                var known = new TreeMap<String, Pattern>();
                list.path(protocol.name().toLowerCase(Locale.ROOT))
                        .forEach(one -> known.put(one.path("name").asText(), Pattern.compile(form(one))));
                all.put(protocol, known);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String form(JsonNode one) {
        return switch (one.path("type").asText()) {
            case "flag" -> "true|false";
            case "number" -> "[0-9]{1,7}";
            case "port" -> "[0-9]{1,5}";
            case "word" -> "[A-Za-z0-9._+-]{1,64}";
            case "words" -> "[A-Za-z0-9._+ -]{1,200}";
            case "text" -> "\\P{Cntrl}{1,500}";
            case "colors" -> "[A-Za-z0-9 :;/#-]{1,2000}";
            case "choice" ->
                StreamSupport.stream(one.path("choices").spliterator(), false)
                        .map(choice -> Pattern.quote(choice.asText()))
                        .collect(Collectors.joining("|"));
            default -> throw new IllegalStateException("no such form: " + one);
        };
    }

    /** What is wrong with it, in a sentence. */
    static Optional<String> complaint(RemoteProtocol protocol, String name, String value) {
        var allowed = ALLOWED.getOrDefault(protocol, Map.of());
        var form = allowed.get(name);
        if (form == null) {
            return Optional.of("'" + shorten(name) + "' is not among the parameters that may be set for "
                    + protocol.name() + ": " + String.join(", ", allowed.keySet()) + ".");
        }
        return form.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("'" + shorten(value) + "' is not a value for " + name + ".");
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
