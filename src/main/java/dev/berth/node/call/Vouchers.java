package dev.berth.node.call;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionRoute;
import dev.berth.node.NodeAuth;
import dev.berth.node.OwnZone;
import dev.berth.node.Role;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The control plane's word that a browser's request may reach a session, for the node that owns it: a proxy asks once,
 * and the owner believes the web app's signature instead of asking again. It is good for this owner, token, origin and
 * kind of request, for a minute. The next check-in cuts a stream whose right has ended, as ever.
 */
@Singleton
public final class Vouchers {
    /** From a proxy to the owner. */
    public static final String HEADER = "Berth-Voucher";

    /** None that a call has, so that the signature is good for nothing else. */
    private static final String METHOD = "VOUCH";

    private static final int LONGEST = 8 * 1024;

    private final NodeAuth auth;

    public Vouchers(NodeAuth auth) {
        this.auth = auth;
    }

    /** The route with the word of this web app. */
    public SessionRoute vouch(ConnectionRequest request, SessionRoute route) {
        var json = Wire.write(route);
        var signature = auth.sign(route.owner().id().toString(), METHOD, path(request), statement(json, request));
        return route.vouched(Base64.getUrlEncoder().withoutPadding().encodeToString(json) + "~" + signature);
    }

    /** @throws Problem {@code UNAUTHENTICATED} for a word that no web app gave, or for another request */
    public SessionRoute read(String word, ConnectionRequest request) {
        int parting = word.indexOf('~');
        if (parting < 0 || word.length() > LONGEST) {
            throw malformed();
        }
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(word.substring(0, parting));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        var signer = auth.verify(word.substring(parting + 1), METHOD, path(request), statement(json, request));
        if (!signer.has(Role.WEB_APP)) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "Only a web app can vouch for a request.");
        }
        return Wire.read(json, SessionRoute.class);
    }

    private static Problem malformed() {
        return new Problem(ProblemCode.UNAUTHENTICATED, "This is no word of a web app.");
    }

    private static String path(ConnectionRequest request) {
        return OwnZone.ROOT + request.sessionId();
    }

    private static byte[] statement(byte[] json, ConnectionRequest request) {
        var asked = String.join(
                "\n", "", request.token().orElse(""), request.origin().orElse(""), String.valueOf(request.webSocket()));
        return (new String(json, StandardCharsets.UTF_8) + asked).getBytes(StandardCharsets.UTF_8);
    }
}
