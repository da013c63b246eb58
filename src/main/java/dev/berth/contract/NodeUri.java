package dev.berth.contract;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node's name as its certificate spells it: {@code berth://node/<id>?zone=<zone>&roles=<role>,<role>}.
 *
 * @param roles names as in {@code --roles}; unknown ones are kept, so that versions can differ
 */
public record NodeUri(UUID id, String zone, Set<String> roles) {
    private static final String PREFIX = "berth://node/";
    private static final Pattern FORM =
            Pattern.compile("berth://node/([0-9a-f-]{36})\\?zone=([A-Za-z0-9._-]{1,63})&roles=([a-z0-9,-]{1,200})");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** @throws Problem {@code INVALID} when zone or roles are no names */
    public NodeUri {
        if (!ZONE.matcher(zone).matches()) {
            throw Problem.invalid("zone", "The zone is not a name of up to 63 letters, digits, dots and hyphens.");
        }
        if (roles.isEmpty()
                || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
            throw Problem.invalid("roles", "The roles are not names like agent or zone-proxy.");
        }
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    /** Empty when the text is no node's name. */
    public static Optional<NodeUri> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var roles = Arrays.stream(match.group(3).split(",")).collect(Collectors.toSet());
            return Optional.of(new NodeUri(UUID.fromString(match.group(1)), match.group(2), roles));
        } catch (IllegalArgumentException | Problem malformed) {
            return Optional.empty();
        }
    }

    public URI toUri() {
        return URI.create(toString());
    }

    @Override
    public String toString() {
        return PREFIX + id + "?zone=" + zone + "&roles=" + String.join(",", roles);
    }
}
