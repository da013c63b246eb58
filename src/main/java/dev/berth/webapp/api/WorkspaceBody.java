package dev.berth.webapp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Problem;
import dev.berth.contract.SessionPolicy;
import dev.berth.control.workspace.KeepaliveAction;
import dev.berth.control.workspace.WorkspaceForm;
import dev.berth.control.workspace.WorkspaceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace as an administrator sends it; what is left out gets its default. */
public record WorkspaceBody(
        @Nullable String name,
        @Nullable String description,
        @Nullable String icon,
        @Nullable List<@Nullable String> categories,
        @Nullable Boolean enabled,
        @Nullable String image,
        @Nullable String registryUser,
        @Nullable String registryPassword,
        @Nullable Double cores,
        @Nullable Long memoryBytes,
        @Nullable Long sharedMemoryBytes,
        @Nullable Map<String, @Nullable String> environment,
        @Nullable JsonNode runOverrides,
        @Nullable String protocol,
        @Nullable Integer port,
        @Nullable Integer sessionTimeLimitSeconds,
        @Nullable String keepaliveAction,
        @Nullable Boolean preload,
        @Nullable String zone,
        @Nullable List<@Nullable String> zones,
        @Nullable List<@Nullable String> includeLabels,
        @Nullable List<@Nullable String> excludeLabels,
        @Nullable Integer gpus,
        @Nullable String dockerNetwork,
        @Nullable String kind,
        @Nullable UUID serverId,
        @Nullable UUID poolId,
        @Nullable String url,
        @Nullable PolicyView policy) {
    private static final long MIB = 1024 * 1024;

    WorkspaceForm form() {
        var user = registryUser == null || registryUser.isBlank() ? null : registryUser;
        return new WorkspaceForm(
                text(name),
                text(description),
                Optional.ofNullable(icon).orElse("desktop"),
                list(categories),
                !Boolean.FALSE.equals(enabled),
                text(image),
                user,
                registryPassword,
                Optional.ofNullable(cores).orElse(2.0),
                Optional.ofNullable(memoryBytes).orElse(2048 * MIB),
                Optional.ofNullable(sharedMemoryBytes).orElse(512 * MIB),
                texts(environment),
                runOverrides == null || runOverrides.isNull() ? "{}" : runOverrides.toString(),
                delivery(),
                port,
                sessionTimeLimitSeconds,
                keepaliveAction == null ? null : KeepaliveAction.parse(keepaliveAction),
                !Boolean.FALSE.equals(preload),
                new WorkspaceForm.Place(
                        chosenZones(),
                        list(includeLabels),
                        list(excludeLabels),
                        Optional.ofNullable(gpus).orElse(0),
                        orNull(dockerNetwork)),
                new WorkspaceForm.Remote(
                        WorkspaceKind.parse(Optional.ofNullable(kind).orElse("container")),
                        serverId,
                        poolId,
                        orNull(url),
                        policy == null ? SessionPolicy.OPEN : policy.policy()));
    }

    /** One may be named alone. */
    private List<String> chosenZones() {
        var one = orNull(zone);
        return zones == null && one != null ? List.of(one) : list(zones);
    }

    /** Only containers have one to choose. */
    private DeliveryProtocol delivery() {
        return kind == null || kind.equals("container")
                ? DeliveryProtocol.parse(Optional.ofNullable(protocol).orElse("kasmvnc"))
                : DeliveryProtocol.KASMVNC;
    }

    private static Map<String, String> texts(@Nullable Map<String, @Nullable String> values) {
        var texts = new TreeMap<String, String>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (value == null) {
                    throw Problem.invalid("environment", "The variable " + name + " has no value.");
                }
                texts.put(name, value);
            });
        }
        return texts;
    }

    private static List<String> list(@Nullable List<@Nullable String> values) {
        return values == null
                ? List.of()
                : values.stream().map(WorkspaceBody::text).toList();
    }

    private static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
