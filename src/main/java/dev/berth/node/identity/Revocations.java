package dev.berth.node.identity;

import java.security.cert.X509Certificate;

/** Whose certificates the control plane has taken back. */
@FunctionalInterface
public interface Revocations {
    boolean isRevoked(X509Certificate certificate);
}
