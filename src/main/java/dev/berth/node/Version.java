package dev.berth.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program. */
public final class Version {
    private static final String CURRENT = read();

    private Version() {}

    public static String current() {
        return CURRENT;
    }

    /** {@code native} or {@code JVM 25.0.3}. */
    public static String runtime() {
        return isNative()
                ? "native"
                : "JVM " + Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update();
    }

    static boolean isNative() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") != null;
    }

    private static String read() {
        try (var in = Version.class.getResourceAsStream("/berth-version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
