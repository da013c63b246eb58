package dev.berth;

import dev.berth.node.InvalidSettings;
import java.net.UnknownHostException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/** Checks the configured database before anything else starts, so that a wrong URL is one clear sentence. */
final class ExternalDatabase {
    /** A server that answers, but is starting or failing over at this moment, is ready within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Where nothing answers at all, the address is more likely wrong. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private ExternalDatabase() {}

    static void connect(String url, String user, String password) {
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new InvalidSettings("--database-url must look like jdbc:postgresql://host:5432/berth, and '"
                    + withoutPassword(url) + "' does not.");
        }
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        var begun = Instant.now();
        while (true) {
            try (var connection = DriverManager.getConnection(url, properties)) {
                Frameworks.database(url, user, password);
                return;
            } catch (SQLException e) {
                if (Instant.now().isAfter(begun.plus(patience(e)))) {
                    throw new InvalidSettings("The database at --database-url cannot be used: " + reason(e)
                            + " Check host, port, name, user and password.");
                }
                pause();
            }
        }
    }

    /** 08: connection; 57: shutting down or starting up; 25006: a primary that has just become a standby. */
    private static Duration patience(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith("57") || state.equals("25006")) {
            return PATIENCE;
        }
        return state.startsWith("08") && !(e.getCause() instanceof UnknownHostException)
                ? SHORT_PATIENCE
                : Duration.ZERO;
    }

    private static String reason(SQLException e) {
        if (e.getCause() instanceof UnknownHostException unknown) {
            return "there is no host " + unknown.getMessage() + ".";
        }
        var said = withoutPassword(String.valueOf(e.getMessage()))
                .replaceAll("\\s+", " ")
                .strip();
        return said.endsWith(".") ? said : said + ".";
    }

    /** The driver repeats the URL, which may hold a password. */
    private static String withoutPassword(String text) {
        return text.replaceAll("(?i)password=[^&\\s]*", "password=…").replaceAll("//[^/@\\s]*@", "//…@");
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidSettings("The start was interrupted.");
        }
    }
}
