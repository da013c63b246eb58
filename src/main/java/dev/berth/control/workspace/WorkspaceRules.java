package dev.berth.control.workspace;

import dev.berth.contract.Problem;
import dev.berth.control.node.NodeLabels;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a workspace must look like. Pure; all errors are told at once. */
final class WorkspaceRules {
    private static final long MIB = 1024 * 1024;
    private static final int LONGEST_ICON = 90_000;
    /** The grammar of the distribution project: host[:port]/path:tag@digest. */
    private static final Pattern IMAGE =
            Pattern.compile("(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?/)?"
                    + "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*"
                    + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private static final Pattern ICON =
            Pattern.compile("[a-z]{1,20}|data:image/(?:png|jpeg|webp|svg\\+xml);base64,[A-Za-z0-9+/=]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Set<String> NO_NETWORK = Set.of("host", "none", "bridge", "default", "podman");

    private final List<Problem.FieldError> errors = new ArrayList<>();

    private WorkspaceRules() {}

    /** @throws Problem {@code INVALID} with every error */
    static void check(WorkspaceForm form) {
        var rules = new WorkspaceRules();
        rules.texts(form);
        rules.remote(form.remote());
        rules.image(form);
        rules.registry(form);
        rules.resources(form);
        rules.environment(form);
        rules.place(form.place());
        if (!rules.errors.isEmpty()) {
            throw Problem.invalid(rules.errors);
        }
    }

    private void texts(WorkspaceForm form) {
        require(
                !form.name().isBlank() && form.name().length() <= 80 && isPrintable(form.name()),
                "name",
                "A name has 1 to 80 characters.");
        require(
                form.description().length() <= 1000 && form.description().indexOf('\0') < 0,
                "description",
                "A description has at most 1000 characters.");
        require(
                form.categories().size() <= 10
                        && form.categories().stream().allMatch(c -> !c.isBlank() && c.length() <= 40 && isPrintable(c)),
                "categories",
                "At most 10 categories of 1 to 40 characters.");
        require(
                form.icon().length() <= LONGEST_ICON
                        && ICON.matcher(form.icon()).matches(),
                "icon",
                "The icon is the name of a built-in one, or a PNG, JPEG, WebP or SVG picture of at most 64 KiB.");
    }

    /** Whether the machine exists is not asked here. */
    private void remote(WorkspaceForm.Remote remote) {
        require(
                remote.kind() != WorkspaceKind.SERVER || remote.serverId() != null,
                "serverId",
                "Choose the server that this workspace leads to.");
        require(
                remote.kind() != WorkspaceKind.POOL || remote.poolId() != null,
                "poolId",
                "Choose the server pool that this workspace leads to.");
        require(
                remote.kind() != WorkspaceKind.LINK || isAddress(remote.url()),
                "url",
                "A link is an address that begins with https:// or http://.");
    }

    /** Never a script: the console opens it with a click. */
    private static boolean isAddress(@Nullable String text) {
        if (text == null || text.length() > 2000) {
            return false;
        }
        try {
            var uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private void image(WorkspaceForm form) {
        if (form.remote().kind() != WorkspaceKind.CONTAINER) {
            return;
        }
        require(
                form.image().length() <= 512 && IMAGE.matcher(form.image()).matches(),
                "image",
                "'" + shorten(form.image())
                        + "' is not an image name. One looks like registry.example.org/team/desktop:1.2.");
    }

    private void registry(WorkspaceForm form) {
        var user = form.registryUser();
        var password = form.registryPassword();
        require(
                user == null || user.length() <= 255 && isPrintable(user),
                "registryUser",
                "The user of a registry has at most 255 characters.");
        require(
                password == null || password.length() <= 4096,
                "registryPassword",
                "The password of a registry has at most 4096 characters.");
        require(
                user != null || password == null || password.isEmpty(),
                "registryPassword",
                "A registry password needs the user that it belongs to.");
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private void resources(WorkspaceForm form) {
        require(
                form.cores() >= WorkspaceForm.LEAST_CORES && form.cores() <= 256,
                "cores",
                "Cores are from 0.1 to 256.");
        require(
                form.memoryBytes() >= WorkspaceForm.LEAST_MEMORY && form.memoryBytes() <= 4096L * 1024 * MIB,
                "memoryBytes",
                "Memory is from 64 MiB to 4 TiB.");
        require(
                form.sharedMemoryBytes() >= 0 && form.sharedMemoryBytes() <= form.memoryBytes(),
                "sharedMemoryBytes",
                "Shared memory is part of the memory and cannot be larger.");
        var port = form.port();
        require(port == null || port >= 1 && port <= 65_535, "port", "A port is from 1 to 65535.");
        var limit = form.sessionTimeLimitSeconds();
        require(
                limit == null || limit >= 60,
                "sessionTimeLimitSeconds",
                "A time limit has at least 60 seconds; leave it empty for none.");
    }

    private void place(WorkspaceForm.Place place) {
        labels("includeLabels", place.includeLabels());
        labels("excludeLabels", place.excludeLabels());
        require(
                place.zones().size() <= 50
                        && place.zones().stream()
                                .allMatch(zone -> !zone.isBlank() && zone.length() <= 80 && isPrintable(zone)),
                "zones",
                "A workspace is for at most 50 zones, whose names have up to 80 characters.");
        require(place.gpus() >= 0 && place.gpus() <= 64, "gpus", "GPUs are from 0 to 64.");
        var network = place.dockerNetwork();
        require(
                network == null || NETWORK.matcher(network).matches(),
                "dockerNetwork",
                "A Docker network has a name of letters, digits, dots, dashes and underscores.");
        require(
                network == null || !NO_NETWORK.contains(network),
                "dockerNetwork",
                "Workspaces cannot join a network of the engine itself; make one with docker network create.");
    }

    private void labels(String field, List<String> labels) {
        require(
                labels.size() <= 20 && labels.stream().allMatch(NodeLabels::isLabel),
                field,
                "Labels look like disk=ssd; at most 20.");
    }

    private void environment(WorkspaceForm form) {
        form.environment().forEach((name, value) -> {
            require(
                    VARIABLE.matcher(name).matches() && name.length() <= 100,
                    "environment",
                    "'" + shorten(name) + "' is not the name of an environment variable.");
            require(value.length() <= 8192 && value.indexOf('\0') < 0, "environment", name + " is too long.");
        });
        require(form.environment().size() <= 100, "environment", "At most 100 environment variables.");
        require(form.runOverrides().length() <= 16_384, "runOverrides", "The run overrides are too long.");
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new Problem.FieldError(field, message));
        }
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
