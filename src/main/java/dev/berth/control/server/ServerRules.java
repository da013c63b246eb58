package dev.berth.control.server;

import dev.berth.contract.Problem;
import dev.berth.contract.RemoteProtocol;
import dev.berth.control.node.NodeLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server must look like. Pure; all errors are told at once. */
final class ServerRules {
    private static final int LONGEST_SECRET = 16_384;
    /** A host name, an IPv4 or an IPv6 address; the connection proxy decides whether it may go there. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?|[0-9a-fA-F:.]{2,45}");

    private static final Pattern FINGERPRINT =
            Pattern.compile("(?:sha(?:1|256|384|512):)?[0-9a-fA-F]{2}(?::?[0-9a-fA-F]{2}){19,63}");
    private static final Pattern HOST_KEY =
            Pattern.compile("(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/]{40,8000}={0,2}");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("\\s*-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]+-----END [A-Z ]*PRIVATE KEY-----\\s*");

    private final List<Problem.FieldError> errors = new ArrayList<>();

    private ServerRules() {}

    /** @throws Problem {@code INVALID} with every error */
    static void check(ServerForm form) {
        var rules = new ServerRules();
        rules.texts(form);
        rules.place(form);
        rules.credentials(form);
        rules.security(form);
        rules.limits(form);
        form.parameters()
                .forEach((name, value) -> GuacdParameters.complaint(form.protocol(), name, value)
                        .ifPresent(why -> rules.errors.add(new Problem.FieldError("parameters", why))));
        if (!rules.errors.isEmpty()) {
            throw Problem.invalid(rules.errors);
        }
    }

    /**
     * A secret is sent to nobody but the machine that it was stored for: who may change a server must not learn its
     * password by pointing it at a machine of their own.
     *
     * @throws Problem {@code INVALID} for each secret that would be kept although the machine is another
     */
    static void checkSecretsStay(Server stored, ServerForm form) {
        var other = !stored.host.equalsIgnoreCase(form.host())
                || stored.effectivePort()
                        != (form.port() == null ? form.protocol().defaultPort() : form.port())
                || stored.protocol != form.protocol()
                || !stored.zone.equals(form.zone().strip());
        if (!other) {
            return;
        }
        var rules = new ServerRules();
        var given = form.credentials();
        rules.isNew(stored.hasPassword(), given.password(), "password", "password");
        rules.isNew(stored.hasPrivateKey(), given.privateKey(), "privateKey", "private key");
        rules.isNew(stored.hasPassphrase(), given.passphrase(), "passphrase", "passphrase");
        if (!rules.errors.isEmpty()) {
            throw Problem.invalid(rules.errors);
        }
    }

    private void isNew(boolean stored, @Nullable String given, String field, String secret) {
        require(
                !stored || given != null,
                field,
                "The stored " + secret
                        + " is for the machine as it was: after a change of protocol, host, port or zone,"
                        + " enter it again or remove it.");
    }

    private void texts(ServerForm form) {
        require(isName(form.name()), "name", "A name has 1 to 80 characters.");
        require(
                form.description().length() <= 1000 && form.description().indexOf('\0') < 0,
                "description",
                "A description has at most 1000 characters.");
        require(
                form.labels().size() <= 20
                        && NodeLabels.list(form.labels()).stream().allMatch(NodeLabels::isLabel),
                "labels",
                "Labels look like team=blue; at most 20.");
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= 80 && isPrintable(text);
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private void place(ServerForm form) {
        require(
                HOST.matcher(form.host()).matches(),
                "host",
                "The host is a name or an address, for example pc7.example.org or 10.0.0.7, without a port.");
        var port = form.port();
        require(port == null || port >= 1 && port <= 65_535, "port", "A port is from 1 to 65535.");
        require(isName(form.zone()), "zone", "A zone has 1 to 80 characters.");
    }

    private void credentials(ServerForm form) {
        var given = form.credentials();
        require(
                given.userName().length() <= 256 && isPrintable(given.userName()),
                "userName",
                "A user name has at most 256 characters.");
        require(
                given.domain().length() <= 256 && isPrintable(given.domain()),
                "domain",
                "A domain has at most 256 characters.");
        secret("password", given.password());
        secret("passphrase", given.passphrase());
        secret("privateKey", given.privateKey());
        var key = given.privateKey();
        require(
                key == null || key.isEmpty() || PRIVATE_KEY.matcher(key).matches(),
                "privateKey",
                "A private key is a PEM text with BEGIN and END lines, as ssh-keygen writes it.");
        require(
                form.protocol() != RemoteProtocol.RDP || key == null || key.isEmpty(),
                "privateKey",
                "RDP machines take no private key.");
    }

    private void secret(String field, @Nullable String value) {
        require(
                value == null || value.length() <= LONGEST_SECRET && value.indexOf('\0') < 0,
                field,
                "A secret has at most 16384 characters.");
    }

    private void security(ServerForm form) {
        var security = form.security();
        require(
                form.protocol() == RemoteProtocol.RDP || security.mode() == RdpSecurity.ANY,
                "security",
                "Only RDP machines have a security mode.");
        boolean pins = security.certificate() == CertificateTrust.PIN;
        switch (form.protocol()) {
            case RDP ->
                require(
                        !pins || FINGERPRINT.matcher(security.pinned()).matches(),
                        "pinnedCertificate",
                        "Give the certificate's fingerprint, for example sha256:3a:7f:… in pairs of hexadecimal digits.");
            case SSH -> {
                require(
                        !pins || HOST_KEY.matcher(security.pinned()).matches(),
                        "pinnedCertificate",
                        "Give the machine's host key as it stands in /etc/ssh/*.pub there: its type, a space, its value.");
                require(
                        security.certificate() != CertificateTrust.REFUSE,
                        "certificate",
                        "Nobody certifies the host keys of SSH: pin the machine's key, or accept any.");
            }
            case VNC -> require(!pins, "certificate", "VNC machines show no certificate, so none can be pinned.");
        }
    }

    private void limits(ServerForm form) {
        require(isLimit(form.maxSessions()), "maxSessions", "At least 1 session; leave it empty for no limit.");
        require(isLimit(form.maxUsers()), "maxUsers", "At least 1 user; leave it empty for no limit.");
    }

    private static boolean isLimit(@Nullable Integer value) {
        return value == null || value >= 1 && value <= 100_000;
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new Problem.FieldError(field, message));
        }
    }
}
