package dev.berth.connectionproxy.delivery;

import dev.berth.contract.RemoteProtocol;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.Target;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What guacd is told about a machine: the server's own parameters, then what the policy says, whatever those say. */
record Parameters(Reach reach, Screen screen) {
    /** Guacd writes no file for us, dials nothing that was not checked, and asks no other machine for sound. */
    private static final List<String> NEVER = List.of(
            "recording-", "typescript-", "create-", "drive-path", "audio-servername", "wol-", "hostname", "port");

    private static final int SFTP = 22;
    private static final int GATEWAY = 443;

    Map<String, String> of(Target target, InetSocketAddress machine) {
        var all = new HashMap<>(target.parameters());
        all.keySet().removeIf(name -> NEVER.stream().anyMatch(name::startsWith));
        dialled(all, "sftp-hostname", "sftp-port", SFTP);
        dialled(all, "gateway-hostname", "gateway-port", GATEWAY);
        all.put("hostname", machine.getAddress().getHostAddress());
        all.put("port", String.valueOf(machine.getPort()));
        // a line of known_hosts, for the name by which guacd knows the machine
        all.computeIfPresent("host-key", (name, key) -> machine.getAddress().getHostAddress() + " " + key);
        var policy = target.policy();
        put(all, "read-only", policy.readOnly());
        put(all, "disable-copy", !policy.clipboardOut());
        put(all, "disable-paste", !policy.clipboardIn() || policy.readOnly());
        boolean up = policy.upload() && !policy.readOnly();
        for (var prefix : List.of("", "sftp-")) {
            put(all, prefix + "disable-upload", !up);
            put(all, prefix + "disable-download", !policy.download());
        }
        boolean files = up || policy.download();
        switch (target.protocol()) {
            case RDP -> rdp(all, target, files);
            case VNC -> sound(all, "enable-audio", policy.audio());
            case SSH -> {}
        }
        var sftp = target.protocol() == RemoteProtocol.SSH ? "true" : "false";
        put(all, "enable-sftp", files && all.getOrDefault("enable-sftp", sftp).equals("true"));
        return all;
    }

    private void rdp(Map<String, String> all, Target target, boolean files) {
        SessionPolicy policy = target.policy();
        screen.layout().ifPresent(layout -> all.putIfAbsent("server-layout", layout));
        screen.timezone().ifPresent(zone -> all.putIfAbsent("timezone", zone));
        all.putIfAbsent("resize-method", "display-update");
        put(all, "disable-audio", !policy.audio());
        put(all, "enable-audio-input", policy.microphone() && !policy.readOnly());
        put(all, "enable-printing", policy.printing());
        put(all, "enable-drive", files);
        all.putIfAbsent("drive-name", "Transfers");
        all.put("drive-path", "/tmp/" + target.sessionId());
        put(all, "create-drive-path", true);
    }

    private static void sound(Map<String, String> all, String name, boolean allowed) {
        if (!allowed) {
            put(all, name, false);
        }
    }

    private static void put(Map<String, String> all, String name, boolean value) {
        all.put(name, String.valueOf(value));
    }

    /** Another machine on the way is checked as the machine itself is. */
    private void dialled(Map<String, String> all, String host, String port, int defaultPort) {
        var name = all.getOrDefault(host, "");
        if (name.isEmpty()) {
            return;
        }
        var number = all.getOrDefault(port, "");
        var address = reach.dial(name, number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : defaultPort);
        all.put(host, address.getAddress().getHostAddress());
        all.put(port, String.valueOf(address.getPort()));
    }
}
