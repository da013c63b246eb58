package dev.berth.relay;

import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionAuthorizer;
import dev.berth.contract.SessionRoute;
import dev.berth.node.NodeIdentity;
import dev.berth.node.OwnZone;
import dev.berth.node.call.Vouchers;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code /desktop/{session id}/…}, on every data-plane role. The one place where a request to a session, plain or
 * upgrade, is checked, authorised and then delivered here or forwarded to its owner.
 */
@Singleton
public final class SessionGateway {
    /** After the map of routes, which comes first. */
    private static final int EARLY = Integer.MIN_VALUE + 1;

    private final SessionAuthorizer authorizer;
    private final NodeIdentity node;
    private final Connections connections;
    private final Desk desk;
    private final OwnZone zone;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Set<Router> mounted = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    SessionGateway(SessionAuthorizer authorizer, NodeIdentity node, Connections connections, Desk desk, OwnZone zone) {
        this.authorizer = authorizer;
        this.node = node;
        this.connections = connections;
        this.desk = desk;
        this.zone = zone;
    }

    /** Adds the route; a second call for the same router does nothing, since several roles share it. */
    public void mount(Router router) {
        if (mounted.add(router)) {
            router.get(Probe.PATH).handler(Probe::answer);
            router.route(SessionPath.ROOT + "*").handler(context -> arrive(context, SessionPath.ROOT));
            router.route().order(EARLY).handler(this::arriveByZone);
        }
    }

    /** Deliveries are asked in the order of their registration; the first that accepts a route delivers it. */
    public void register(Delivery delivery) {
        deliveries.add(delivery);
    }

    /** Below the path that the zone has instead, before anything else of this node takes it for its own. */
    private void arriveByZone(RoutingContext context) {
        var root = zone.root();
        var path = context.request().path();
        if (root.equals(SessionPath.ROOT) || path == null || !path.startsWith(root)) {
            context.next();
        } else if (path.equals(root + Probe.NAME)) {
            Probe.answer(context);
        } else {
            arrive(context, root);
        }
    }

    private void arrive(RoutingContext context, String root) {
        context.request().pause();
        var path = Optional.<SessionPath>empty();
        try {
            RequestLimits.check(context.request());
            path = Optional.of(SessionPath.parse(context.request(), root));
        } catch (Problem problem) {
            desk.refusals().refuseUnread(context, problem);
        }
        if (context.request().headers().contains("Transfer-Encoding")
                && context.request().version() == HttpVersion.HTTP_1_1) {
            LastRequest.place(context.request());
        }
        path.ifPresent(p -> arrive(asking(context, p)));
    }

    private Asking asking(RoutingContext context, SessionPath path) {
        var waiting = waiting(context);
        var client = desk.clients().of(context.request());
        return new Asking(context, path, waiting, client, Opening.of(waiting.isPresent()));
    }

    private static Optional<Waiting> waiting(RoutingContext context) {
        var request = context.request();
        var upgrade = request.version() == HttpVersion.HTTP_1_1 && Upgrade.isAsked(request);
        return upgrade ? Optional.of(Waiting.of(request)) : Optional.empty();
    }

    private void arrive(Asking asking) {
        try {
            if (Upgrade.isAsked(asking.request())) {
                Upgrade.check(asking.request());
            }
            if (connections.isDraining()) {
                throw new Problem(ProblemCode.DRAINING, "This node is being stopped.");
            }
            if (Grants.serves(asking.path())) {
                desk.grants().exchange(asking, failure -> refuse(asking, failure));
            } else {
                authorize(asking);
            }
        } catch (RuntimeException e) {
            refuse(asking, e);
        }
    }

    private void authorize(Asking asking) {
        var request = asking.connection();
        var voucher = asking.header(Vouchers.HEADER);
        var pass = asking.pass();
        desk.offload()
                .call(
                        () -> authorize(asking, request, vouched(request, voucher), pass),
                        route -> admit(asking, route),
                        failure -> refuse(asking, failure));
    }

    /** A voucher comes from a node of ours, to which a web app gave it: browsers have none. */
    private SessionRoute authorize(
            Asking asking, ConnectionRequest request, Optional<SessionRoute> vouched, Optional<String> pass) {
        asking.opening().begin(request.sessionId(), asking.traceparent(), vouched.isPresent());
        return vouched.orElseGet(() -> asking.opening().within(() -> decided(request, pass)));
    }

    /** What a web app has said already to the proxy that forwards this; anything else in that place is worth nothing. */
    private Optional<SessionRoute> vouched(ConnectionRequest request, Optional<String> voucher) {
        try {
            return voucher.map(word -> desk.vouchers().read(word, request)).filter(route -> node.is(route.owner()));
        } catch (Problem worthless) {
            return Optional.empty();
        }
    }

    /** By the control plane; when it does not answer at all, by the grace of the zone, if it has any. */
    private SessionRoute decided(ConnectionRequest request, Optional<String> pass) {
        try {
            return authorizer.authorize(request);
        } catch (Problem problem) {
            return desk.grace().instead(request, pass, problem);
        }
    }

    private void admit(Asking asking, SessionRoute route) {
        var arrival = new Arrival(asking, route, desk.refusals());
        try {
            checkRoute(asking, route);
            connections.authorised("allowed");
            dispatch(arrival);
        } catch (Problem problem) {
            arrival.refuse(problem);
        } catch (RuntimeException e) {
            refuse(asking, e);
        }
    }

    private void checkRoute(Asking asking, SessionRoute route) {
        if (!route.sessionId().equals(asking.path().session())) {
            throw new IllegalStateException("the authorizer answered for another session");
        }
        var localPort = asking.request().localAddress().port();
        // a forwarded request was checked at the node that the browser talks to
        var firstHop = !asking.request().headers().contains(OwnerRewrite.HOP);
        if (route.protocol().servesPages() && firstHop && !desk.listeners().mayServePages(localPort)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Pages of a workspace are served on the session port only, apart from the console.");
        }
    }

    private void dispatch(Arrival arrival) {
        if (!node.is(arrival.route().owner())) {
            if (connections.refusesForwarding()) {
                throw new Problem(ProblemCode.DRAINING, "This node is being drained. Another one takes over.");
            }
            arrival.opening().forwards(arrival.route().owner());
            desk.forwarding().forward(arrival);
            return;
        }
        for (var delivery : deliveries) {
            if (delivery.accepts(arrival.route())) {
                arrival.opening().reaches(arrival.route().protocol().wireName());
                delivery.deliver(arrival);
                return;
            }
        }
        throw new Problem(ProblemCode.SESSION_NOT_RUNNING, "No role of this node can deliver the session.");
    }

    private void refuse(Asking asking, Throwable failure) {
        var problem = failure instanceof Problem known
                ? known
                : new Problem(ProblemCode.INTERNAL, "The request failed; the node's log says why.", failure);
        connections.authorised(problem.code().wireName());
        desk.refusals().refuse(asking, problem);
    }
}
