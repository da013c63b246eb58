package dev.berth.webapp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contract.CpuMode;
import dev.berth.contract.Problem;
import dev.berth.control.node.NodeOverrides;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an administrator changes about a node: a field that is left out stays, null gives it back to the node. */
record NodeChange(JsonNode body) {
    private static final Set<String> FACTORS = Set.of("cpuOvercommit", "memoryOvercommit", "gpus", "cpuMode");

    boolean has(String field) {
        return body.has(field);
    }

    boolean enabled() {
        if (!body.path("enabled").isBoolean()) {
            throw Problem.invalid("enabled", "enabled is true or false.");
        }
        return body.path("enabled").asBoolean();
    }

    @Nullable
    Map<String, String> labels() {
        var given = body.path("labels");
        if (given.isNull()) {
            return null;
        }
        if (!given.isObject()) {
            throw Problem.invalid("labels", "Labels are an object of texts, for example {\"disk\": \"ssd\"}.");
        }
        var labels = new TreeMap<String, String>();
        given.properties().forEach(label -> {
            if (!label.getValue().isTextual()) {
                throw Problem.invalid("labels", "The value of the label " + label.getKey() + " is no text.");
            }
            labels.put(label.getKey(), label.getValue().asText());
        });
        return labels;
    }

    NodeOverrides.Factors factors() {
        var given = body.path("overrides");
        given.fieldNames().forEachRemaining(name -> {
            if (!FACTORS.contains(name)) {
                throw Problem.invalid("overrides." + name, "Only these can be set: " + FACTORS + ".");
            }
        });
        var mode = given.path("cpuMode");
        var gpus = number(given, "gpus");
        return new NodeOverrides.Factors(
                number(given, "cpuOvercommit"),
                number(given, "memoryOvercommit"),
                gpus == null ? null : Integer.valueOf(gpus.intValue()),
                mode.isMissingNode() || mode.isNull() ? null : CpuMode.parse(mode.asText()));
    }

    @Nullable
    Integer maxSessions() {
        return Optional.ofNullable(number(body, "maxSessions"))
                .map(Double::intValue)
                .orElse(null);
    }

    private static @Nullable Double number(JsonNode parent, String field) {
        var value = parent.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw Problem.invalid(field, field + " is a number.");
        }
        return value.asDouble();
    }
}
