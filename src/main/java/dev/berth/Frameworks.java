package dev.berth;

import dev.berth.node.Role;
import dev.berth.node.Roles;
import dev.berth.node.Tls;
import java.nio.file.Path;

/** Turns our settings into the framework's. System properties win over every other source. */
final class Frameworks {
    private Frameworks() {}

    static void set(String property, String value) {
        System.setProperty(property, value);
    }

    static void tls(Tls tls) {
        set("berth.tls-certificate", tls.certificate().toString());
        set("berth.tls-key", tls.key().toString());
        set("quarkus.http.ssl.certificate.files", item(tls.certificate()));
        set("quarkus.http.ssl.certificate.key-files", item(tls.key()));
    }

    /** Of a list that has one: a path may contain the comma that would end it. */
    private static String item(Path path) {
        return path.toString().replace("\\", "\\\\").replace(",", "\\,");
    }

    static void http(Values values) {
        set("quarkus.http.host", values.get("berth.listen"));
        set("quarkus.http.ssl-port", values.get("berth.port"));
        boolean plain = !values.get("berth.http-port").equals("0");
        set("quarkus.http.port", values.get("berth.http-port"));
        set("quarkus.http.insecure-requests", plain ? "enabled" : "disabled");
    }

    static void log(Values values) {
        set("quarkus.log.category.\"dev.berth\".level", values.get("berth.log-level"));
        values.find("berth.log-file").ifPresent(file -> {
            set("quarkus.log.file.enabled", "true");
            set("quarkus.log.file.path", file);
            set("quarkus.log.console.enabled", "false");
        });
        for (var handler : new String[] {"console", "file"}) {
            var field = "quarkus.log." + handler + ".json.additional-field.";
            set(field + "\"zone\".value", values.get("berth.zone"));
            set(field + "\"node\".value", values.find("berth.name").orElseGet(dev.berth.node.NodeIdentity::hostName));
        }
    }

    /** The only place where a role turns settings on and off. */
    static void roles(Roles roles) {
        for (var role : Role.values()) {
            set("role." + role.wireName(), String.valueOf(roles.has(role)));
        }
    }

    static void database(String url, String user, String password) {
        set("quarkus.datasource.jdbc.url", url);
        set("quarkus.datasource.username", user);
        set("quarkus.datasource.password", password);
    }
}
