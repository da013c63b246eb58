package dev.berth;

import dev.berth.node.InvalidSettings;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** Checks the configured database before anything else starts, so that a wrong URL is one clear sentence. */
final class ExternalDatabase {
    /** A server that answers, but is starting or failing over at this moment, is ready within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Where nothing answers at all, the address is more likely wrong. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);

    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private ExternalDatabase() {}

    static void connect(DatabaseUrl url, String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        var begun = Instant.now();
        while (true) {
            try (var connection = DriverManager.getConnection(url.text(), properties)) {
                Frameworks.database(url.text(), user, password);
                return;
            } catch (SQLException e) {
                if (Instant.now().isAfter(begun.plus(patience(e)))) {
                    throw new InvalidSettings("The database at --database-url cannot be used: " + reason(e));
                }
                pause();
            }
        }
    }

    /** 08: connection; 57: shutting down or starting up; 25006: a primary that has just become a standby. */
    private static Duration patience(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith("57") || state.equals("25006") || isStandby(e)) {
            return PATIENCE;
        }
        boolean wrong = has(e, UnknownHostException.class) || has(e, SSLException.class);
        return state.startsWith("08") && !wrong ? SHORT_PATIENCE : Duration.ZERO;
    }

    private static boolean isStandby(SQLException e) {
        return String.valueOf(e.getMessage()).contains("with specified targetServerType");
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(SQLException e) {
        if (e.getCause() instanceof UnknownHostException unknown) {
            return "there is no host " + unknown.getMessage() + ". " + ADVICE;
        }
        if (has(e, CertPathBuilderException.class) || has(e, CertPathValidatorException.class)) {
            return "its certificate is not from the authority that --database-root-certificate names. Name the"
                    + " certificate of the authority that signed the server's.";
        }
        if (isStandby(e)) {
            return "its servers answer, and none of them is the primary. Promote one, or look at the failover manager.";
        }
        var said = DatabaseUrl.withoutPassword(String.valueOf(e.getMessage()))
                .replaceAll("\\s+", " ")
                .strip();
        return (said.endsWith(".") ? said : said + ".") + " " + ADVICE;
    }

    private static final String ADVICE = "Check host, port, name, user and password.";

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidSettings("The start was interrupted.");
        }
    }
}
