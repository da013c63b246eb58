package dev.berth.connectionproxy.dial;

import dev.berth.node.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses may be dialled. An address that carries another one (NAT64, 6to4, IPv4-compatible) must be allowed
 * as both.
 */
record DialRules(List<AddressBlock> allow, List<AddressBlock> deny) {
    /** Where no machine of a user is, but much that trusts whoever can reach it. As text: no native build keeps an address. */
    private static final Map<String, String> SPECIAL = special();

    private static Map<String, String> special() {
        var all = new LinkedHashMap<String, String>();
        put(all, "an address of a cloud's metadata service", "169.254.169.254", "169.254.170.2", "100.100.100.200");
        put(all, "an address of a cloud's metadata service", "168.63.129.16", "192.0.0.192");
        put(all, "an address of a cloud's metadata service", "fd00:ec2::/32", "fd20:ce::254");
        put(all, "a loopback address", "127.0.0.0/8", "::1");
        put(all, "an unspecified address", "0.0.0.0/8", "::");
        put(all, "a link-local address", "169.254.0.0/16", "fe80::/10", "fec0::/10");
        put(all, "a multicast address", "224.0.0.0/4", "ff00::/8");
        put(all, "a reserved address", "240.0.0.0/4", "192.0.0.0/24", "2001::/32", "100::/64");
        return all;
    }

    private static void put(Map<String, String> all, String what, String... blocks) {
        Arrays.stream(blocks).forEach(block -> all.putIfAbsent(block, what));
    }

    /** Why the address is refused, as the end of a sentence that begins with it; empty when it may be dialled. */
    Optional<String> refusal(InetAddress address) {
        var carried = carried(address);
        return refusalOf(address)
                .or(() -> carried.flatMap(
                        inner -> refusalOf(inner).map(why -> "carries " + inner.getHostAddress() + ", which " + why)));
    }

    private Optional<String> refusalOf(InetAddress address) {
        if (deny.stream().anyMatch(block -> block.contains(address))) {
            return Optional.of("lies in a network of --dial-deny");
        }
        var matching = allow.stream().filter(block -> block.contains(address)).toList();
        if (!allow.isEmpty() && matching.isEmpty()) {
            return Optional.of("lies in no network of --dial-allow");
        }
        for (var special : SPECIAL.entrySet()) {
            var outer = AddressBlock.parse(special.getKey());
            if (outer.contains(address) && matching.stream().noneMatch(inner -> lies(inner, outer))) {
                return Optional.of("is " + special.getValue() + ", which --dial-allow does not list by itself");
            }
        }
        return Optional.empty();
    }

    private static boolean lies(AddressBlock inner, AddressBlock outer) {
        return inner.bits() >= outer.bits() && outer.contains(inner.first());
    }

    /** IPv4-mapped addresses need no care: Java turns them into IPv4 itself. */
    private static Optional<InetAddress> carried(InetAddress address) {
        var octets = address.getAddress();
        if (octets.length != 16) {
            return Optional.empty();
        }
        if (octets[0] == 0x20 && octets[1] == 0x02) {
            return Optional.of(v4(octets, 2));
        }
        boolean nat64 = octets[0] == 0 && octets[1] == 0x64 && octets[2] == (byte) 0xff && octets[3] == (byte) 0x9b;
        boolean compatible = isZero(octets, 0, 12) && !isZero(octets, 12, 15);
        return nat64 || compatible ? Optional.of(v4(octets, 12)) : Optional.empty();
    }

    private static boolean isZero(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress v4(byte[] octets, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, from, from + 4));
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
