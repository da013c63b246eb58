package dev.berth.node.trace;

import dev.berth.node.FileTrouble;
import dev.berth.node.InvalidSettings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the collector wants to be told with each batch, most often who sends it. */
public final class CollectorHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private CollectorHeaders() {}

    /** @throws InvalidSettings when the file cannot be read */
    static Map<String, String> of(OtlpConfig config) {
        return parse(config.headersFile()
                .map(file -> {
                    try {
                        return Files.readString(file).strip();
                    } catch (IOException e) {
                        throw new InvalidSettings("--otlp-headers-file: " + FileTrouble.of(e) + ".");
                    }
                })
                .or(config::headers)
                .orElse(""));
    }

    /** What is wrong with the text, which is secret itself; empty when nothing is. */
    public static Optional<String> complaint(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of("the value does not read name=value,name=value.");
        }
    }

    /** As OpenTelemetry writes them: values may be percent-encoded. */
    static Map<String, String> parse(String text) {
        var headers = new LinkedHashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            var name = pair.substring(0, Math.max(equals, 0)).strip();
            var value =
                    URLDecoder.decode(pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
            if (!NAME.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException();
            }
            headers.put(name, value);
        }
        return headers;
    }
}
