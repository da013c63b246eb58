package dev.berth.node.call;

import dev.berth.contract.CheckIn;
import dev.berth.contract.Orders;
import dev.berth.contract.PassList;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.NodeAuth;
import dev.berth.node.Role;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Lists of revoked passes between processes: signed with the web app's own node key for one node, so that neither a
 * balancer that ends TLS nor a node can make one. The key that passes are checked with comes in the same way.
 */
@Singleton
@Typed(PassWords.class)
public final class PassWords implements PassLists {
    /** None that a call has, so that the signature is good for nothing else. */
    private static final String METHOD = "PASSES";

    private final NodeAuth auth;

    public PassWords(NodeAuth auth) {
        this.auth = auth;
    }

    /** The answer with its list signed, where it has one. */
    public Orders sign(CheckIn checkIn, Orders orders) {
        return orders.passes()
                .map(list -> orders.with(sign(checkIn.node().id(), list)))
                .orElse(orders);
    }

    PassList sign(UUID node, PassList list) {
        var json = Wire.write(list);
        var signature = auth.sign(node.toString(), METHOD, path(list.zone()), json);
        return list.as(Base64.getUrlEncoder().withoutPadding().encodeToString(json) + "~" + signature);
    }

    @Override
    public PassList read(PassList told) {
        var word = told.word().orElse("");
        int parting = word.indexOf('~');
        if (parting < 0) {
            throw unsigned();
        }
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(word.substring(0, parting).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException malformed) {
            throw unsigned();
        }
        var signer = auth.verify(word.substring(parting + 1), METHOD, path(told.zone()), json);
        if (!signer.has(Role.WEB_APP)) {
            throw unsigned();
        }
        return Wire.read(json, PassList.class);
    }

    private static String path(String zone) {
        return "/passes/" + zone;
    }

    private static Problem unsigned() {
        return new Problem(ProblemCode.UNAUTHENTICATED, "The list of revoked passes is not signed by a web app.");
    }
}
