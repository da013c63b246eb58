package dev.berth.control.secret;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key is that opens secrets at rest. */
@ConfigMapping(prefix = "berth.secret")
@Doc("Secrets (role web-app)")
public interface SecretConfig {
    @Doc(
            "File with the key that encrypts secrets in the database; the same on every web app. Made in the data directory at the first start when not set.")
    Optional<Path> keyFile();
}
