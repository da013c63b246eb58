package dev.berth.database;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Which database the web apps use. */
@ConfigMapping(prefix = "berth.database")
@Doc("Database (role web-app)")
public interface DatabaseConfig {
    @Doc(
            "JDBC URL of a PostgreSQL, for example jdbc:postgresql://db1,db2/berth, of which the primary is used; role web-app alone. The embedded one is used when not set.")
    Optional<String> url();

    @Doc("User of --database-url.")
    @WithDefault("berth")
    String user();

    @Doc(value = "Password of --database-url; prefer --database-password-file.", secret = true)
    Optional<String> password();

    @Doc("File that holds the password of --database-url.")
    Optional<Path> passwordFile();

    @Doc(
            "Certificate (PEM) of the authority that signed the database's: connections are then made over TLS only, and to the host named in --database-url only (sslmode=verify-full).")
    Optional<Path> rootCertificate();

    @Doc("Loopback port of the embedded database; 0 takes a free one.")
    @WithDefault("0")
    int port();

    @Doc(value = "Largest number of connections that a web app opens.", least = 5)
    @WithDefault("20")
    int connections();
}
