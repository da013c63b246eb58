package dev.berth.node;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How this node gets a public certificate by itself (RFC 8555). */
@ConfigMapping(prefix = "berth.acme")
@Doc("Public certificate by ACME (instead of --tls-certificate)")
public interface AcmeConfig {
    @Doc(
            "Directory of the ACME server that certificates are ordered from, for example https://acme-v02.api.letsencrypt.org/directory; no certificate is ordered when not set.")
    Optional<String> directory();

    @Doc(
            "Host names that the certificate is for, each of this node alone; the host of --advertised-address, else the node's name, when not set.")
    Optional<List<String>> names();

    @Doc("Mail address that the ACME server may write to.")
    Optional<String> contact();

    @Doc("Whether you have read the terms of service of the ACME server and agree to them: true or false.")
    @WithDefault("false")
    boolean agreeTerms();

    @Doc("Key id of the account at an ACME server that wants an external account binding.")
    Optional<String> keyId();

    @Doc(
            value = "MAC key (base64url) of --acme-key-id; not as a flag, which every user of the host could read.",
            secret = true,
            hidden = true)
    Optional<String> macKey();

    @Doc("File that holds the MAC key (base64url) of --acme-key-id.")
    Optional<Path> macKeyFile();

    @Doc(
            "Certificates (PEM) of the authorities that vouch for the TLS of a private ACME server; the Java runtime's are used when not set.")
    Optional<Path> ca();
}
