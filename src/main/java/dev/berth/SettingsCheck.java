package dev.berth;

import dev.berth.agent.AgentSettings;
import dev.berth.connectionproxy.dial.DialSettings;
import dev.berth.connectionproxy.guacd.GuacdSettings;
import dev.berth.node.AddressBlock;
import dev.berth.node.FileTrouble;
import dev.berth.node.InvalidSettings;
import dev.berth.node.NodeIdentity;
import dev.berth.node.acme.AcmeSettings;
import dev.berth.node.trace.CollectorHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the form of a value alone cannot tell: settings that must fit each other and this machine. */
final class SettingsCheck {
    private static final List<String> PORTS = List.of("port", "session-port", "http-port");
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final Values values;
    private final List<String> errors = new ArrayList<>();

    private SettingsCheck(Values values) {
        this.values = values;
    }

    /** @throws InvalidSettings naming every error */
    static void check(Values values) {
        var check = new SettingsCheck(values);
        var ports = check.ports();
        check.names();
        check.addresses();
        check.files();
        check.acme();
        if (check.errors.isEmpty()) {
            check.listen(ports);
        }
        if (!check.errors.isEmpty()) {
            throw new InvalidSettings(check.errors);
        }
    }

    /** Port to the flag that names it first. */
    private LinkedHashMap<Integer, String> ports() {
        var ports = new LinkedHashMap<Integer, String>();
        for (var name : PORTS) {
            int port = values.integer("berth." + name, 0, 65_535, errors);
            var other = port == 0 ? null : ports.putIfAbsent(port, name);
            // one port for console and sessions is allowed; plain HTTP and TLS cannot share one
            if (other != null && name.equals("http-port")) {
                errors.add("--http-port and --" + other + " are both " + port + "; give each its own.");
            }
        }
        return ports;
    }

    private void names() {
        for (var name : List.of("name", "zone")) {
            values.find("berth." + name)
                    .filter(value -> !NAME.matcher(value).matches())
                    .ifPresent(value -> errors.add("--" + name + ": '" + value
                            + "' is not a name of up to 63 letters, digits, dots, hyphens and underscores."));
        }
        var level = values.get("berth.log-level");
        if (!LEVELS.contains(level)) {
            errors.add("--log-level: '" + level + "' is not one of error, warn, info, debug.");
        }
    }

    private static boolean isBlock(String text) {
        try {
            AddressBlock.parse(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void addresses() {
        values.find("berth.allow-origin").stream()
                .flatMap(list -> List.of(list.split(",")).stream())
                .map(String::strip)
                .filter(origin -> !isOrigin(origin))
                .forEach(origin -> errors.add(
                        "--allow-origin: '" + origin + "' is not an address like https://berth.example.org:8443."));
        values.find("berth.trusted-proxies").stream()
                .flatMap(list -> List.of(list.split(",")).stream())
                .map(String::strip)
                .filter(block -> !isBlock(block))
                .forEach(block -> errors.add(
                        "--trusted-proxies: '" + block + "' is not an address like 10.0.1.10 or 10.0.1.0/24."));
        values.find("berth.advertised-address")
                .filter(address -> !isOrigin(address))
                .ifPresent(address -> errors.add(
                        "--advertised-address: '" + address + "' is not an address like https://10.0.0.5:8443."));
        values.find("berth.upstream")
                .filter(address -> !isOrigin(address) || !address.startsWith("https://"))
                .ifPresent(address ->
                        errors.add("--upstream: '" + address + "' is not an address like https://berth.example.org."));
        values.find("berth.agent.docker-host")
                .flatMap(AgentSettings::dockerHost)
                .ifPresent(complaint -> errors.add("--agent-docker-host: " + complaint));
        values.find("berth.agent.labels")
                .flatMap(AgentSettings::labels)
                .ifPresent(complaint -> errors.add("--agent-labels: " + complaint));
        values.find("berth.agent.network-range")
                .filter(range -> !range.isEmpty())
                .flatMap(AgentSettings::networkRange)
                .ifPresent(complaint -> errors.add("--agent-network-range: " + complaint));
        complain("otlp.headers", CollectorHeaders::complaint);
        complain("otlp.endpoint", SettingsCheck::collector);
        complain(
                "otlp.sampling",
                part -> Double.parseDouble(part) > 1 ? Optional.of("a part is 1 at most.") : Optional.empty());
        complain("guacd", GuacdSettings::addresses);
        complain("guacd-image", GuacdSettings::image);
        complain("dial-allow", DialSettings::networks);
        complain("dial-deny", DialSettings::networks);
    }

    private void complain(String name, Function<String, Optional<String>> check) {
        values.find("berth." + name)
                .flatMap(check)
                .ifPresent(complaint -> errors.add("--" + name.replace('.', '-') + ": " + complaint));
    }

    private static Optional<String> collector(String text) {
        try {
            var uri = new URI(text);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return Optional.empty();
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        return Optional.of("this is not an address like https://collector.example.org:4318.");
    }

    /** Scheme, host and perhaps a port: what a browser sends as Origin. */
    private static boolean isOrigin(String text) {
        try {
            var uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private void files() {
        if (values.find("berth.tls-certificate").isPresent()
                != values.find("berth.tls-key").isPresent()) {
            errors.add("--tls-certificate and --tls-key go together.");
        }
        for (var name : List.of(
                "tls-certificate",
                "tls-key",
                "database-password-file",
                "database-root-certificate",
                "join-token-file",
                "upstream-ca",
                "acme-mac-key-file",
                "acme-ca",
                "otlp-ca",
                "otlp-headers-file")) {
            var file = values.find("berth."
                    + name.replace("database-", "database.")
                            .replace("acme-", "acme.")
                            .replace("otlp-", "otlp."));
            if (file.isPresent()
                    && (!Files.isRegularFile(Path.of(file.get())) || !Files.isReadable(Path.of(file.get())))) {
                errors.add("--" + name + ": " + file.get() + " is not a file that can be read.");
            }
        }
        values.find("berth.log-file").ifPresent(this::writable);
    }

    private void acme() {
        var directory = values.find("berth.acme.directory");
        if (directory.isEmpty()) {
            for (var name : List.of("names", "contact", "key-id", "mac-key-file", "ca")) {
                values.find("berth.acme." + name)
                        .ifPresent(value -> errors.add("--acme-" + name
                                + " says nothing without --acme-directory, the address of the ACME server."));
            }
            return;
        }
        if (values.find("berth.tls-certificate").isPresent()) {
            errors.add("--acme-directory and --tls-certificate both say which certificate to show. Leave one away.");
        }
        AcmeSettings.directory(directory.get()).ifPresent(complaint -> errors.add("--acme-directory: " + complaint));
        if (!values.get("berth.acme.agree-terms").equals("true")) {
            errors.add(
                    "--acme-agree-terms: an ACME server serves only who agrees to its terms of service. Read those of "
                            + directory.get() + ", and set it to true.");
        }
        var names = values.find("berth.acme.names");
        if (names.isPresent()) {
            AcmeSettings.names(names.get()).ifPresent(complaint -> errors.add("--acme-names: " + complaint));
        } else {
            AcmeSettings.usualName(host()).ifPresent(complaint -> errors.add("--acme-names " + complaint));
        }
        values.find("berth.acme.contact")
                .flatMap(AcmeSettings::contact)
                .ifPresent(complaint -> errors.add("--acme-contact: " + complaint));
        macKey();
    }

    private String host() {
        return values.find("berth.advertised-address")
                .filter(SettingsCheck::isOrigin)
                .map(address -> String.valueOf(URI.create(address).getHost()))
                .or(() -> values.find("berth.name"))
                .orElseGet(NodeIdentity::hostName);
    }

    private void macKey() {
        var file = values.find("berth.acme.mac-key-file");
        var key = values.find("berth.acme.mac-key");
        if (values.find("berth.acme.key-id").isPresent() != (key.isPresent() || file.isPresent())) {
            errors.add("--acme-key-id and its MAC key, BERTH_ACME_MAC_KEY or --acme-mac-key-file, go together.");
        }
        try {
            var text = file.isPresent()
                    ? Optional.of(Files.readString(Path.of(file.get())).strip())
                    : key;
            text.flatMap(AcmeSettings::macKey)
                    .ifPresent(complaint -> errors.add(
                            (file.isPresent() ? "--acme-mac-key-file: " : "BERTH_ACME_MAC_KEY: ") + complaint));
        } catch (IOException unreadable) {
            // said where files are looked at
        }
    }

    private void writable(String file) {
        try {
            Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            errors.add("--log-file: " + file + " cannot be written: " + FileTrouble.of(e) + ".");
        }
    }

    private void listen(LinkedHashMap<Integer, String> ports) {
        var address = values.get("berth.listen");
        var trouble = bind(address, 0);
        if (!trouble.isEmpty()) {
            errors.add("--listen: cannot listen on " + address + " (" + trouble
                    + "). Name an address of this host, or 0.0.0.0 for all of them.");
            return;
        }
        ports.forEach((port, flag) -> {
            var taken = bind(address, port);
            if (!taken.isEmpty()) {
                errors.add("Cannot listen on " + address + ":" + port + " (" + taken
                        + "). Stop the program that uses the port, or choose another with --" + flag + ".");
            }
        });
    }

    private static String bind(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
