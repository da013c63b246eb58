package dev.berth;

import dev.berth.node.InvalidSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JDBC URL as given, completed by what makes it safe to use with several servers and over TLS. */
record DatabaseUrl(String text) {
    static final String PREFIX = "jdbc:postgresql://";
    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&]*)");

    /** @throws InvalidSettings when it is none, or contradicts the certificate */
    static DatabaseUrl of(String given, Optional<String> rootCertificate) {
        if (!given.startsWith(PREFIX)) {
            throw new InvalidSettings("--database-url must look like " + PREFIX + "host:5432/berth, and '"
                    + withoutPassword(given) + "' does not.");
        }
        var url = new DatabaseUrl(given);
        // never to a standby: it would answer reads and refuse every write
        url = url.with("targetServerType", "primary");
        // what was learnt about a server must not outlive a failover
        url = url.with("hostRecheckSeconds", "1");
        if (rootCertificate.isPresent()) {
            url = url.verified(rootCertificate.get());
        }
        return url;
    }

    private DatabaseUrl verified(String rootCertificate) {
        var mode = SSL_MODE.matcher(text);
        if (mode.find() && !mode.group(1).equals("verify-full")) {
            throw new InvalidSettings(
                    "--database-root-certificate asks for sslmode=verify-full, and --database-url says" + " sslmode="
                            + mode.group(1) + ": leave one away.");
        }
        return with("sslmode", "verify-full").with("sslrootcert", rootCertificate);
    }

    /** What the URL says already stands. */
    private DatabaseUrl with(String parameter, String value) {
        if (text.contains("?" + parameter + "=") || text.contains("&" + parameter + "=")) {
            return this;
        }
        return new DatabaseUrl(text + (text.contains("?") ? "&" : "?") + parameter + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The driver repeats the URL, which may hold a password. */
    static String withoutPassword(String text) {
        return text.replaceAll("(?i)password=[^&\\s]*", "password=…").replaceAll("//[^/@\\s]*@", "//…@");
    }
}
