package dev.berth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import dev.berth.contract.Problem;
import dev.berth.node.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a workspace's author changed about its container. Checked as a whole before anything is created. */
record RunOverrides(Map<OverrideKey, JsonNode> values) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<OverrideKey> NETWORK_KEYS = Set.of(
            OverrideKey.HOSTNAME,
            OverrideKey.DOMAINNAME,
            OverrideKey.DNS,
            OverrideKey.DNS_SEARCH,
            OverrideKey.DNS_OPT,
            OverrideKey.EXTRA_HOSTS,
            OverrideKey.SYSCTLS,
            OverrideKey.NETWORK_MODE,
            OverrideKey.UTS_MODE,
            OverrideKey.USERNS_MODE,
            OverrideKey.RUNTIME);
    /** Decided by the workspace or by Berth itself: an override would break accounting, isolation or removal. */
    private static final Set<String> NOT_HERE = Set.of(
            "image",
            "name",
            "mem_limit",
            "memory",
            "memswap_limit",
            "memory_swap",
            "mem_reservation",
            "nano_cpus",
            "cpus",
            "cpu_quota",
            "cpu_period",
            "cpu_shares",
            "cpu_count",
            "cpuset_cpus",
            "pids_limit",
            "ports",
            "port_bindings",
            "publish_all_ports",
            "restart_policy",
            "auto_remove",
            "remove",
            "detach",
            "log_config",
            "oom_kill_disable",
            "oom_score_adj",
            "volumes_from",
            "mounts",
            "links",
            "storage_opt");

    /**
     * @param privileged whether overrides may take hold of the host
     * @throws Problem {@code INVALID} naming the key
     */
    static RunOverrides parse(String json, boolean privileged) {
        var values = new TreeMap<OverrideKey, JsonNode>();
        for (var entry : object(json).properties()) {
            var name = entry.getKey();
            var key = OverrideKey.find(name).orElseThrow(() -> refused(name, unknown(name)));
            try {
                if (key.isDangerous(entry.getValue()) && !privileged) {
                    throw refused(
                            name,
                            "would let the workspace take hold of its host. An administrator of the agent may allow it"
                                    + " with --agent-privileged-overrides=true.");
                }
                key.apply(nothing(), new HostConfig(), entry.getValue());
            } catch (OverrideValue.Bad bad) {
                throw refused(name, "must be " + bad.getMessage() + ".");
            }
            values.put(key, entry.getValue());
        }
        return new RunOverrides(values);
    }

    /** Only there to see whether a value has the right form. */
    private static CreateContainerCmd nothing() {
        return new CreateContainerCmdImpl(
                command -> {
                    throw new IllegalStateException("never executed");
                },
                null,
                "none");
    }

    private static JsonNode object(String json) {
        if (json.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            var node = JSON.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException malformed) {
            throw Problem.invalid(
                    "runOverrides", "The run overrides are no JSON: " + malformed.getOriginalMessage() + ".");
        }
        throw Problem.invalid("runOverrides", "The run overrides must be one JSON object.");
    }

    private static String unknown(String name) {
        return NOT_HERE.contains(OverrideKey.snake(name))
                ? "is decided by the workspace's own settings or by Berth."
                : "is unknown." + Nearest.hint(OverrideKey.snake(name), OverrideKey.names());
    }

    private static Problem refused(String name, String why) {
        return Problem.invalid(
                "runOverrides." + LastWords.plain(name), "Run override '" + LastWords.plain(name) + "' " + why);
    }

    /** True when the container must set its network up itself, because an engine decides these things there. */
    boolean shapeTheNetwork() {
        return values.keySet().stream().anyMatch(NETWORK_KEYS::contains);
    }

    Map<String, String> environment() {
        return map(OverrideKey.ENVIRONMENT);
    }

    Map<String, String> labels() {
        return map(OverrideKey.LABELS);
    }

    List<String> securityOptions() {
        var value = values.get(OverrideKey.SECURITY_OPT);
        return value == null ? List.of() : OverrideValue.list(value);
    }

    private Map<String, String> map(OverrideKey key) {
        var value = values.get(key);
        return value == null ? Map.of() : OverrideValue.map(value);
    }

    void apply(CreateContainerCmd command, HostConfig host) {
        values.forEach((key, value) -> key.apply(command, host, value));
    }
}
