package dev.berth.connectionproxy.trial;

import dev.berth.contract.ConnectionTest;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test has found out about a machine so far. */
final class Machine {
    final ConnectionTest test;
    List<InetAddress> addresses = List.of();
    Optional<VncHello> vnc = Optional.empty();
    Optional<RdpHello> rdp = Optional.empty();
    Optional<RdpCertificate> certificate = Optional.empty();

    Machine(ConnectionTest test) {
        this.test = test;
    }

    String parameter(String name) {
        return test.parameters().getOrDefault(name, "");
    }

    boolean has(String name) {
        return !parameter(name).isEmpty();
    }

    /** As guacd is told: the address that was checked, and nothing that a test does not need. */
    Map<String, String> parameters(InetAddress dialled) {
        var all = new HashMap<>(test.parameters());
        all.put("hostname", dialled.getHostAddress());
        all.put("port", String.valueOf(test.port()));
        // a line of known_hosts, for the name by which guacd knows the machine
        all.computeIfPresent("host-key", (name, key) -> dialled.getHostAddress() + " " + key);
        all.put("disable-audio", "true");
        all.put("enable-drive", "false");
        all.put("enable-printing", "false");
        all.put("enable-sftp", "false");
        return Map.copyOf(all);
    }

    /** Nobody vouches for the certificate, and the settings do not accept it. */
    Optional<RdpCertificate> doubtful() {
        return certificate
                .filter(shown -> !parameter("ignore-cert").equals("true"))
                .filter(shown -> has("cert-fingerprints")
                        ? !shown.isPinned(parameter("cert-fingerprints"))
                        : !shown.doubt().isEmpty());
    }
}
