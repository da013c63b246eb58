package dev.berth;

import dev.berth.control.secret.SecretKeyFile;
import dev.berth.database.EmbeddedDatabase;
import dev.berth.database.EmbeddedPostgres;
import dev.berth.node.DataDirectory;
import dev.berth.node.FileTrouble;
import dev.berth.node.InvalidSettings;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Role;
import dev.berth.node.Roles;
import dev.berth.node.SelfSigned;
import dev.berth.node.Tls;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** What must be true before the framework starts: settings that fit together, a lock, a certificate, a database. */
record Startup(EmbeddedDatabase embedded, Duration farewell) {
    private static final String NOTICE = "5s";

    /** @throws InvalidSettings naming every error */
    static Startup prepare(Map<String, String> given) {
        var values = new Values(given);
        var roles = roles(values);
        SettingsCheck.check(values);
        var data = DataDirectory.lock(Path.of(values.get("berth.data-dir")));
        checkKept(values, roles, data);
        Frameworks.set("berth.data-dir", data.toString());
        given.forEach((property, value) -> {
            if (!property.equals("berth.data-dir")) {
                Frameworks.set(property, value);
            }
        });
        Frameworks.set("berth.roles", roles.toString());
        Frameworks.tls(tls(values, data));
        Frameworks.http(values);
        Frameworks.log(values);
        Frameworks.roles(roles);
        var notice = values.find("berth.drain-notice").orElse(isBalanced(values, roles) ? NOTICE : "0s");
        Frameworks.set("berth.drain-notice", notice);
        var farewell = DurationConverter.parseDuration(notice)
                .plus(DurationConverter.parseDuration(values.get("berth.drain-timeout")));
        return new Startup(database(values, roles, data), farewell);
    }

    /** Where more of the same kind are likely: a balancer in front needs time to notice that this one goes. */
    private static boolean isBalanced(Values values, Roles roles) {
        return roles.has(Role.WEB_APP)
                ? values.find("berth.database.url").isPresent()
                : roles.has(Role.ZONE_PROXY) || roles.has(Role.CONNECTION_PROXY);
    }

    private static Roles roles(Values values) {
        try {
            var roles = Roles.parse(values.get("berth.roles"));
            if (roles.has(Role.DATABASE) && values.find("berth.database.url").isPresent()) {
                var others = EnumSet.copyOf(roles.active());
                others.remove(Role.DATABASE);
                if (!others.contains(Role.WEB_APP)) {
                    throw new InvalidSettings(
                            "The role database is the embedded one, and --database-url names another: leave one away.");
                }
                return new Roles(others);
            }
            if (!roles.has(Role.WEB_APP) && values.find("berth.database.url").isPresent()) {
                throw new InvalidSettings("--database-url is for the role web-app, and this node is " + roles
                        + ": nothing else ever connects to the database. Leave it away.");
            }
            if (roles.has(Role.WEB_APP)
                    && !roles.has(Role.DATABASE)
                    && values.find("berth.database.url").isEmpty()) {
                throw new InvalidSettings(
                        "The role web-app needs a database: set --database-url, or add the role database.");
            }
            return roles;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettings(String.valueOf(e.getMessage()));
        }
    }

    /** What this node has kept since its first start must still be readable. */
    private static void checkKept(Values values, Roles roles, Path data) {
        var errors = new ArrayList<String>();
        NodeIdentity.complaint(data).ifPresent(errors::add);
        if (roles.has(Role.WEB_APP)) {
            var key = values.find("berth.secret.key-file").map(Path::of).orElse(data.resolve("secret.key"));
            SecretKeyFile.complaint(key).ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            throw new InvalidSettings(errors);
        }
    }

    private static Tls tls(Values values, Path data) {
        var certificate = values.find("berth.tls-certificate");
        var key = values.find("berth.tls-key");
        if (certificate.isPresent() && key.isPresent()) {
            var tls = new Tls(Path.of(certificate.get()), Path.of(key.get()));
            tls.check();
            return tls;
        }
        var own = SelfSigned.in(data.resolve("tls"), values.find("berth.name").orElseGet(NodeIdentity::hostName));
        own.checkKind();
        return own;
    }

    private static EmbeddedDatabase database(Values values, Roles roles, Path data) {
        var url = values.find("berth.database.url");
        if (url.isPresent() && roles.has(Role.WEB_APP)) {
            ExternalDatabase.connect(
                    DatabaseUrl.of(url.get(), values.find("berth.database.root-certificate")),
                    values.get("berth.database.user"),
                    password(values));
            return new EmbeddedDatabase(Optional.empty());
        }
        if (!roles.has(Role.DATABASE)) {
            return new EmbeddedDatabase(Optional.empty());
        }
        var postgres = EmbeddedPostgres.start(data, Integer.parseInt(values.get("berth.database.port")));
        Frameworks.database(postgres.url(), postgres.user(), postgres.password());
        return new EmbeddedDatabase(Optional.of(postgres));
    }

    private static String password(Values values) {
        var file = values.find("berth.database.password-file");
        try {
            return file.isPresent()
                    ? Files.readString(Path.of(file.get())).strip()
                    : values.find("berth.database.password").orElse("");
        } catch (IOException e) {
            throw new InvalidSettings("--database-password-file: " + FileTrouble.of(e) + ".");
        }
    }
}
