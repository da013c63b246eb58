package dev.berth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.Ulimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the values of run overrides in the forms that the Docker SDK accepts. */
final class OverrideValue {
    private static final Pattern SIZE = Pattern.compile("(?<number>[0-9]{1,12})(?<unit>[bkmg]?)b?");

    private OverrideValue() {}

    /** A value of the wrong form; its message completes the sentence "… must be". */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String expected) {
            super(expected);
        }
    }

    static String text(JsonNode value) {
        if (value.isTextual() || value.isNumber()) {
            return value.asText();
        }
        throw new Bad("a text");
    }

    static boolean flag(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        throw new Bad("true or false");
    }

    static List<String> list(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        if (!value.isArray()) {
            throw new Bad("a list of texts");
        }
        var list = new ArrayList<String>();
        value.forEach(item -> list.add(text(item)));
        return list;
    }

    /** A command line: a list, or a text that is cut at spaces. */
    static List<String> words(JsonNode value) {
        return value.isTextual() ? List.of(value.asText().strip().split("\\s+")) : list(value);
    }

    /** An object, or a list of {@code NAME=value}. */
    static Map<String, String> map(JsonNode value) {
        var map = new LinkedHashMap<String, String>();
        if (value.isArray()) {
            list(value)
                    .forEach(item -> map.put(item.split("=", 2)[0], item.contains("=") ? item.split("=", 2)[1] : ""));
        } else if (value.isObject()) {
            value.properties().forEach(entry -> map.put(entry.getKey(), scalar(entry.getValue())));
        } else {
            throw new Bad("an object or a list of NAME=value");
        }
        if (map.keySet().stream().anyMatch(name -> name.isEmpty() || name.contains("="))) {
            throw new Bad("an object or a list of NAME=value, with names that are not empty and hold no '='");
        }
        return map;
    }

    private static String scalar(JsonNode value) {
        if (value.isContainerNode()) {
            throw new Bad("an object of texts");
        }
        return value.isNull() ? "" : value.asText();
    }

    static List<String> pairs(JsonNode value, String separator) {
        return value.isObject()
                ? map(value).entrySet().stream()
                        .map(entry -> entry.getKey() + separator + entry.getValue())
                        .toList()
                : list(value);
    }

    /** A number of bytes, or a text like {@code 512m}. */
    static long bytes(JsonNode value) {
        if (value.isIntegralNumber() && value.longValue() > 0) {
            return value.longValue();
        }
        var size = SIZE.matcher(value.asText().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new Bad("a size like 512m or a number of bytes");
        }
        int shift = 10 * "bkmg".indexOf(size.group("unit").isEmpty() ? "b" : size.group("unit"));
        return Long.parseLong(size.group("number")) << shift;
    }

    static Capability[] capabilities(JsonNode value) {
        try {
            return list(value).stream()
                    .map(name -> Capability.valueOf(capabilityName(name)))
                    .toArray(Capability[]::new);
        } catch (IllegalArgumentException unknown) {
            throw new Bad("a list of capabilities like SYS_CHROOT");
        }
    }

    static String capabilityName(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }

    static List<Ulimit> ulimits(JsonNode value) {
        if (!value.isArray()) {
            throw new Bad("a list of {Name, Soft, Hard}");
        }
        var limits = new ArrayList<Ulimit>();
        for (var item : value) {
            var name = either(item, "Name", "name");
            limits.add(new Ulimit(
                    text(name),
                    either(item, "Soft", "soft").longValue(),
                    either(item, "Hard", "hard").longValue()));
        }
        return limits;
    }

    private static JsonNode either(JsonNode item, String name, String other) {
        return item.path(name).isMissingNode() ? item.path(other) : item.path(name);
    }

    /** {@code source:path[:mode]}, from a list or from the Docker SDK's {@code {source: {bind, mode}}}. */
    static List<String> bindTexts(JsonNode value) {
        if (!value.isObject()) {
            return list(value);
        }
        return value.properties().stream()
                .map(entry -> entry.getKey() + ":" + text(entry.getValue().path("bind"))
                        + (entry.getValue().has("mode")
                                ? ":" + text(entry.getValue().path("mode"))
                                : ""))
                .toList();
    }

    static List<Bind> binds(JsonNode value) {
        try {
            return bindTexts(value).stream().map(Bind::parse).toList();
        } catch (IllegalArgumentException malformed) {
            throw new Bad("a list of volume:/path[:ro]");
        }
    }

    static List<Device> devices(JsonNode value) {
        try {
            return list(value).stream().map(Device::parse).toList();
        } catch (IllegalArgumentException malformed) {
            throw new Bad("a list of /dev/name[:/dev/name[:rwm]]");
        }
    }

    static List<DeviceRequest> deviceRequests(JsonNode value) {
        var requests = new ArrayList<DeviceRequest>();
        for (var item : value) {
            var request = new DeviceRequest()
                    .withDriver(either(item, "Driver", "driver").asText(""))
                    .withCount(either(item, "Count", "count").asInt(-1));
            var capabilities = new ArrayList<List<String>>();
            either(item, "Capabilities", "capabilities").forEach(set -> capabilities.add(list(set)));
            requests.add(request.withCapabilities(capabilities));
        }
        return requests;
    }
}
