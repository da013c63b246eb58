package dev.berth.node;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that every role shares. */
@ConfigMapping(prefix = "berth")
@Doc("Every role")
public interface NodeConfig {
    @Doc(
            "What this process is: all, or a comma-separated list of web-app, agent, connection-proxy, zone-proxy, database.")
    @WithDefault(Roles.ALL)
    String roles();

    @Doc("Directory that holds all that this node keeps: its identity, keys, certificate and embedded database.")
    @WithDefault("data")
    Path dataDir();

    @Doc("Name of this node in the console and in logs; the host name when not set.")
    Optional<String> name();

    @Doc("Zone that this node belongs to.")
    @WithDefault("default")
    String zone();

    @Doc("Address to listen on.")
    @WithDefault("0.0.0.0")
    String listen();

    @Doc("HTTPS port of the console, the API and the streams that run no page of a workspace.")
    @WithDefault("8443")
    int port();

    @Doc(
            "HTTPS port of pages that workspaces serve, an origin of its own so that a hostile workspace cannot act in the console; the value of --port gives that protection up.")
    @WithDefault("8444")
    int sessionPort();

    @Doc("Plain HTTP port for a load balancer that ends TLS in front of Berth; 0 opens none.")
    @WithDefault("0")
    int httpPort();

    @Doc("Certificate chain (PEM); a self-signed one is made at the first start when not set.")
    Optional<Path> tlsCertificate();

    @Doc("Private key (PEM, PKCS#8) of --tls-certificate.")
    Optional<Path> tlsKey();

    @Doc(
            "Addresses that browsers use for Berth besides the one a request names, for example https://berth.example.org; streams are accepted from pages of these.")
    Optional<List<String>> allowOrigin();

    @Doc(
            "Addresses or blocks (10.0.1.0/24) of the load balancers in front, whose X-Forwarded-For is believed: sign-in limits and the audit trail then see the browser's address.")
    Optional<List<String>> trustedProxies();

    @Doc("Base address at which other nodes reach this one; made from the name and --port when not set.")
    Optional<String> advertisedAddress();

    @Doc(value = "Time between two reports to the control plane.", least = 100)
    @WithDefault("2s")
    Duration checkInInterval();

    @Doc(
            "Time that a stopping node goes on serving after its health check has begun to fail, so that balancers notice first; 5s for a web app on an external database and for a zone or connection proxy of its own, else none.")
    Optional<Duration> drainNotice();

    @Doc("Time that a stopping node lets requests and open streams end by themselves.")
    @WithDefault("3s")
    Duration drainTimeout();

    @Doc("Lowest severity that is logged: error, warn, info or debug.")
    @WithDefault("info")
    String logLevel();

    @Doc("File for the JSON log; standard error when not set.")
    Optional<Path> logFile();
}
