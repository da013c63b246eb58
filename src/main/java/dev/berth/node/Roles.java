package dev.berth.node;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The active roles of this process. */
public record Roles(Set<Role> active) {
    public static final String ALL = "all";

    public Roles {
        active = Collections.unmodifiableSet(EnumSet.copyOf(active));
    }

    /**
     * Reads {@code all} or a comma-separated list.
     *
     * @throws IllegalArgumentException naming the unknown role and the nearest right one
     */
    public static Roles parse(String text) {
        var names = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("No role is named. Choose from " + known() + ", or all.");
        }
        var active = EnumSet.noneOf(Role.class);
        for (var name : names) {
            if (name.equals(ALL)) {
                active.addAll(EnumSet.allOf(Role.class));
            } else {
                active.add(role(name));
            }
        }
        return new Roles(active);
    }

    private static Role role(String name) {
        for (var role : Role.values()) {
            if (role.wireName().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "There is no role '" + name + "'." + Nearest.hint(name, wireNames()) + " Roles are " + known() + ".");
    }

    private static List<String> wireNames() {
        return Arrays.stream(Role.values()).map(Role::wireName).toList();
    }

    private static String known() {
        return String.join(", ", wireNames());
    }

    public boolean has(Role role) {
        return active.contains(role);
    }

    /** True for a process that holds the authority itself, or is nothing but a database. */
    public boolean needNoIdentity() {
        return has(Role.WEB_APP) || active.equals(EnumSet.of(Role.DATABASE));
    }

    public Set<String> names() {
        return active.stream().map(Role::wireName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return active.stream().map(Role::wireName).collect(Collectors.joining(","));
    }
}
