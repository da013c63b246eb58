package dev.berth.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The map of all routes: which roles open a path prefix. A prefix whose roles are all inactive answers 404, and so
 * does a path that could mean another than it says.
 */
public final class RoleGate {
    private static final Set<Role> EVERY_ROLE = Set.of(Role.values());
    private static final Map<String, Set<Role>> PREFIXES = prefixes();

    private final Roles roles;

    public RoleGate(Roles roles) {
        this.roles = roles;
    }

    private static Map<String, Set<Role>> prefixes() {
        var prefixes = new LinkedHashMap<String, Set<Role>>();
        prefixes.put("/q/", EVERY_ROLE);
        prefixes.put("/internal/agent/", Set.of(Role.AGENT));
        prefixes.put("/internal/connection-proxy/", Set.of(Role.CONNECTION_PROXY));
        prefixes.put("/internal/control/", Set.of(Role.WEB_APP));
        prefixes.put("/internal/node/", EVERY_ROLE);
        prefixes.put(OwnZone.ROOT, Set.of(Role.ZONE_PROXY, Role.AGENT, Role.CONNECTION_PROXY));
        prefixes.put("/", Set.of(Role.WEB_APP));
        return prefixes;
    }

    /** Prefix to the roles that open it; the first match counts. */
    public static Map<String, Set<Role>> table() {
        return Map.copyOf(PREFIXES);
    }

    public boolean isOpen(String path) {
        for (var entry : PREFIXES.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                return entry.getValue().stream().anyMatch(roles::has);
            }
        }
        return false;
    }

    /**
     * True when the raw path has only one reading. Doubled or encoded slashes, dot segments, encoded dots,
     * backslashes and path parameters are how a checked path becomes another routed path.
     */
    public static boolean isPlain(String rawPath) {
        var lower = rawPath.toLowerCase(java.util.Locale.ROOT);
        return rawPath.startsWith("/")
                && !lower.contains("//")
                && !lower.contains("\\")
                && !lower.contains(";")
                && !lower.contains("%2f")
                && !lower.contains("%5c")
                && !lower.contains("%2e")
                && !lower.contains("%00")
                && !lower.contains("%25")
                && !lower.contains("/../")
                && !lower.contains("/./")
                && !lower.endsWith("/..")
                && !lower.endsWith("/.");
    }
}
