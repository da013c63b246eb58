package dev.berth.contract;

import java.time.Instant;
import java.util.List;

/**
 * A node's certificate.
 *
 * @param certificate in PEM form
 * @param authorities those of the deployment, in PEM form; the first issued the certificate
 * @param now         the time of the control plane
 */
public record NodeCertificate(String certificate, List<String> authorities, Instant now) {}
