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
            "JDBC URL of a PostgreSQL, for example jdbc:postgresql://db1,db2/berth?targetServerType=primary; the embedded one is used when not set.")
    Optional<String> url();

    @Doc("User of --database-url.")
    @WithDefault("berth")
    String user();

    @Doc(value = "Password of --database-url; prefer --database-password-file.", secret = true)
    Optional<String> password();

    @Doc("File that holds the password of --database-url.")
    Optional<Path> passwordFile();

    @Doc("Loopback port of the embedded database; 0 takes a free one.")
    @WithDefault("0")
    int port();

    @Doc(value = "Largest number of connections that a web app opens.", least = 5)
    @WithDefault("20")
    int connections();
}
