package dev.berth.node.identity;

import dev.berth.contract.NodeAddress;
import dev.berth.node.AcmeConfig;
import dev.berth.node.NodeConfig;
import dev.berth.node.NodeIdentity;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Under which names and addresses this node may be called. */
final class HostNames {
    private static final int MOST = 64;

    private HostNames() {}

    /** The names that a public certificate of this node is for. */
    static List<String> publicly(NodeConfig node, AcmeConfig acme) {
        return acme
                .names()
                .filter(names -> !names.isEmpty())
                .orElseGet(() -> List.of(node.advertisedAddress()
                        .map(address -> URI.create(address).getHost())
                        .or(node::name)
                        .orElseGet(NodeIdentity::hostName)))
                .stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    static List<String> of(NodeAddress address) {
        var names = new LinkedHashSet<String>();
        var host = URI.create(address.url()).getHost();
        if (host != null) {
            names.add(host.replaceAll("[\\[\\]]", ""));
        }
        names.add(address.name());
        names.add(NodeIdentity.hostName());
        names.add("localhost");
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(found -> !found.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .map(text -> text.replaceAll("%.*", ""))
                    .sorted()
                    .forEach(names::add);
        } catch (SocketException e) {
            // the names must do
        }
        return names.stream().limit(MOST).toList();
    }
}
