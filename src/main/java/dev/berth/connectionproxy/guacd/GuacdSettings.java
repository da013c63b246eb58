package dev.berth.connectionproxy.guacd;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at the settings before anything starts, so that a wrong one is told with all others. */
public final class GuacdSettings {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([1-9][0-9]{0,4})");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");

    private GuacdSettings() {}

    /** What is wrong with a list of addresses; empty when nothing is. */
    public static Optional<String> addresses(String list) {
        return list.strip().equals(Sources.NONE)
                ? Optional.empty()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(address -> !ADDRESS.matcher(address).matches())
                        .findFirst()
                        .map(address -> "'" + address + "' is not an address like 127.0.0.1:4822.");
    }

    /** What is wrong with the name of an image; empty when nothing is. */
    public static Optional<String> image(String name) {
        return IMAGE.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("'" + name + "' is not an image like guacamole/guacd:1.6.0.");
    }
}
