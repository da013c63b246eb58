package dev.berth.control.session;

import dev.berth.database.EmbeddedPostgres;
import dev.berth.node.SelfSigned;
import dev.berth.topology.Program;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The control plane in the process of the test, on a real PostgreSQL, with its listener. */
public final class ControlPlaneUnderTest implements QuarkusTestResourceLifecycleManager {
    static final int PORT = Program.freePort();

    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            var data = Files.createTempDirectory("berth-control");
            var server = EmbeddedPostgres.start(data, 0);
            postgres = server;
            var tls = SelfSigned.in(data.resolve("tls"), "localhost");
            var settings = new HashMap<String, String>();
            settings.put("role.web-app", "true");
            settings.put("berth.roles", "web-app");
            settings.put("berth.data-dir", data.toString());
            settings.put("berth.name", "under-test");
            settings.put("berth.tls-certificate", tls.certificate().toString());
            settings.put("berth.tls-key", tls.key().toString());
            settings.put("quarkus.http.ssl.certificate.files", tls.certificate().toString());
            settings.put("quarkus.http.ssl.certificate.key-files", tls.key().toString());
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.http.test-ssl-port", String.valueOf(PORT));
            settings.put("quarkus.datasource.jdbc.url", server.url());
            settings.put("quarkus.datasource.username", server.user());
            settings.put("quarkus.datasource.password", server.password());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.stop();
        }
    }
}
