package dev.berth.connectionproxy.dial;

import dev.berth.contract.Problem;
import java.util.regex.Pattern;

/** A machine's name or address in its one plain notation. */
final class HostName {
    private static final int LONGEST = 253;
    private static final Pattern LABELS = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
    /** What inet_aton would take for an address: 2130706433, 0x7f.1, 127.1. No name ends like that. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(0[xX][0-9A-Fa-f]*|[0-9]+)");

    private static final Pattern PLAIN_V4 =
            Pattern.compile("((0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])(\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private HostName() {}

    /** @throws Problem {@code INVALID} when it could be read in more than one way, or in none */
    static String plain(String text) {
        var host = text.strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (V6.matcher(host).matches()) {
                return host;
            }
        } else if (V6.matcher(host).matches() || PLAIN_V4.matcher(host).matches()) {
            return host;
        }
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.length() > LONGEST
                || !LABELS.matcher(name).matches()
                || NUMERIC.matcher(name).matches()) {
            throw Problem.invalid(
                    "host",
                    "'" + shown(text) + "' is neither a host name nor an address. An address looks like 10.0.0.7 or"
                            + " fd00::7, a name like desk7.example.org.");
        }
        return name;
    }

    private static String shown(String text) {
        return (text.length() > 80 ? text.substring(0, 80) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
