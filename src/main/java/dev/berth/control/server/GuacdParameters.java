package dev.berth.control.server;

import dev.berth.contract.RemoteProtocol;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What administrators may have guacd told besides the fields of a server. A list of what is allowed, by protocol: guacd
 * also knows names that have it write files, go to another host, listen for connections, send packets to a network, open
 * channels that no policy sees, or that belong to the session's policy.
 */
final class GuacdParameters {
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern DEPTH = Pattern.compile("8|16|24|32");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._+-]{1,64}");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9._+ -]{1,200}");
    private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{1,500}");
    private static final Pattern COLORS = Pattern.compile("[A-Za-z0-9 :;/#-]{1,2000}");
    private static final Pattern RESIZE = Pattern.compile("display-update|reconnect");

    private static final Map<String, Pattern> FILES =
            Map.of("sftp-root-directory", TEXT, "sftp-directory", TEXT, "sftp-server-alive-interval", NUMBER);

    private static final Map<RemoteProtocol, Map<String, Pattern>> ALLOWED =
            Map.of(RemoteProtocol.RDP, rdp(), RemoteProtocol.VNC, vnc(), RemoteProtocol.SSH, ssh());

    private GuacdParameters() {}

    private static Map<String, Pattern> rdp() {
        var all = new TreeMap<String, Pattern>();
        for (var flag : new String[] {
            "console",
            "console-audio",
            "disable-bitmap-caching",
            "disable-gfx",
            "disable-glyph-caching",
            "disable-offscreen-caching",
            "enable-desktop-composition",
            "enable-font-smoothing",
            "enable-full-window-drag",
            "enable-menu-animations",
            "enable-theming",
            "enable-touch",
            "enable-wallpaper",
            "force-lossless"
        }) {
            all.put(flag, FLAG);
        }
        all.put("client-name", WORD);
        all.put("color-depth", DEPTH);
        all.put("drive-name", WORDS);
        all.put("initial-program", TEXT);
        all.put("load-balance-info", TEXT);
        all.put("normalize-clipboard", WORD);
        all.put("preconnection-blob", TEXT);
        all.put("preconnection-id", NUMBER);
        all.put("printer-name", WORDS);
        all.put("remote-app", TEXT);
        all.put("remote-app-args", TEXT);
        all.put("remote-app-dir", TEXT);
        all.put("resize-method", RESIZE);
        all.put("server-layout", WORD);
        return Map.copyOf(all);
    }

    private static Map<String, Pattern> vnc() {
        var all = new TreeMap<>(FILES);
        all.put("autoretry", NUMBER);
        all.put("clipboard-encoding", WORD);
        all.put("color-depth", DEPTH);
        all.put("cursor", WORD);
        all.put("disable-display-resize", FLAG);
        all.put("encodings", WORDS);
        all.put("force-lossless", FLAG);
        all.put("sftp-port", PORT);
        all.put("sftp-username", TEXT);
        all.put("swap-red-blue", FLAG);
        return Map.copyOf(all);
    }

    private static Map<String, Pattern> ssh() {
        var all = new TreeMap<String, Pattern>();
        all.put("backspace", NUMBER);
        all.put("color-scheme", COLORS);
        all.put("command", TEXT);
        all.put("font-name", WORDS);
        all.put("font-size", NUMBER);
        all.put("func-keys-and-keypad", WORD);
        all.put("locale", WORD);
        all.put("scrollback", NUMBER);
        all.put("server-alive-interval", NUMBER);
        all.put("sftp-root-directory", TEXT);
        all.put("terminal-type", WORD);
        return Map.copyOf(all);
    }

    /** What is wrong with it, in a sentence. */
    static Optional<String> complaint(RemoteProtocol protocol, String name, String value) {
        var allowed = ALLOWED.getOrDefault(protocol, Map.of());
        var form = allowed.get(name);
        if (form == null) {
            return Optional.of("'" + shorten(name) + "' is not among the parameters that may be set for "
                    + protocol.name() + ": " + String.join(", ", new TreeMap<>(allowed).keySet()) + ".");
        }
        return form.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("'" + shorten(value) + "' is not a value for " + name + ".");
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
