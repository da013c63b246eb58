package dev.berth.node.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is wrong with a value of the settings; empty when nothing is. */
public final class AcmeSettings {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final int LONGEST_NAME = 253;
    private static final int LEAST_KEY_BYTES = 16;

    private AcmeSettings() {}

    public static Optional<String> directory(String text) {
        try {
            var uri = new URI(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return Optional.empty();
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        return Optional.of("'" + text + "' is not an address like https://acme-v02.api.letsencrypt.org/directory.");
    }

    public static Optional<String> names(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(name -> !isName(name))
                .findFirst()
                .map(name -> name.startsWith("*.")
                        ? "'" + name
                                + "' stands for many names, which a node cannot prove to be its own. Name each, or use certificate files."
                        : "'" + name + "' is not a host name like proxy-1.example.org.");
    }

    /** A host name; no address of numbers, for which TLS has no name to ask by. */
    private static boolean isName(String text) {
        var name = text.toLowerCase(Locale.ROOT);
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && !NUMBERS.matcher(name).matches()
                && List.of(name.split("\\.", -1)).stream()
                        .allMatch(label -> LABEL.matcher(label).matches());
    }

    /** The name that is taken when none is set, which must be one that others can resolve. */
    public static Optional<String> usualName(String name) {
        return isName(name) && name.contains(".")
                ? Optional.empty()
                : Optional.of("is not set, and this node is known as '" + name
                        + "', which no public certificate can be for. Name the host names that lead to this node.");
    }

    public static Optional<String> contact(String text) {
        return text.matches("[^@\\s,;:?]+@[^@\\s,;:?]+")
                ? Optional.empty()
                : Optional.of("'" + text + "' is not a mail address like admin@example.org.");
    }

    public static Optional<String> macKey(String text) {
        try {
            if (Base64.getUrlDecoder().decode(text).length >= LEAST_KEY_BYTES) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        return Optional.of("it is not a key in base64url form of at least " + LEAST_KEY_BYTES
                + " bytes, as the ACME server gives it out.");
    }
}
