package dev.berth.control.zone;

import java.util.Optional;

/**
 * What a request says about the zone of its user.
 *
 * @param proxy  the zone that a trusted proxy names
 * @param page   the address of the console as the browser has it, for example {@code https://berth.example.org:8443}
 * @param here   the zone of the web app that was asked
 * @param picked the user's own choice
 */
public record ZoneWish(Optional<String> proxy, String page, String here, Optional<String> picked) {
    /** The host that the user came in on. */
    String host() {
        var authority = page.substring(page.indexOf("://") < 0 ? 0 : page.indexOf("://") + 3);
        var colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** For what has no user behind it. */
    public static final ZoneWish NONE = new ZoneWish(Optional.empty(), "", Zone.DEFAULT, Optional.empty());
}
