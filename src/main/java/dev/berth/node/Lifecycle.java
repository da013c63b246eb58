package dev.berth.node;

import dev.berth.contract.Orders;
import dev.berth.contract.ProblemCode;
import dev.berth.node.identity.Joining;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts, drains and stops the modules of the active roles, and puts the {@link RoleGate} before every route. */
@Singleton
public final class Lifecycle {
    private static final int FIRST = Integer.MIN_VALUE;

    private final List<RoleModule> modules;
    private final RoleGate gate;
    private final CheckInLoop checkIns;
    private final NodeState state;
    private final Departure departure;
    private final Requests requests;
    private final Joining joining;
    private final OwnZone zone;
    private final Preflight preflight;
    private boolean stopped;

    Lifecycle(
            Roles roles,
            RoleGate gate,
            @Any Instance<RoleModule> modules,
            CheckInLoop checkIns,
            NodeState state,
            Departure departure,
            Requests requests,
            Joining joining,
            OwnZone zone,
            Preflight preflight) {
        this.preflight = preflight;
        this.departure = departure;
        this.requests = requests;
        this.gate = gate;
        this.checkIns = checkIns;
        this.state = state;
        this.joining = joining;
        this.zone = zone;
        // picked by qualifier, so that the modules of inactive roles are never constructed
        this.modules = roles.active().stream()
                .map(role -> modules.select(new ForRole.Literal(role)))
                .filter(Instance::isResolvable)
                .map(Instance::get)
                .toList();
    }

    void routes(@Observes Router router) {
        router.route().order(FIRST).handler(this::admit).failureHandler(Lifecycle::fail);
        modules.forEach(module -> module.routes(router));
    }

    private void admit(RoutingContext context) {
        var path = context.request().path();
        if (!RequestForm.hasOneReading(context.request())) {
            // what comes next on the connection may be the rest of this request
            context.response().putHeader("Connection", "close");
            context.addEndHandler(ended -> context.request().connection().close());
            refuse(context, 400, ProblemCode.INVALID, "The request can be read in more than one way.");
        } else if (path == null || !RoleGate.isPlain(path)) {
            refuse(context, 400, ProblemCode.INVALID, "The path is not in its plain form.");
        } else if (!gate.isOpen(zone.usual(path))) {
            refuse(context, 404, ProblemCode.NOT_FOUND, "No role of this node serves this path.");
        } else {
            if (!zone.isSession(path)) {
                requests.begin(context);
            }
            context.next();
        }
    }

    /** What the framework itself refuses is the sender's mistake: no error of ours, and nothing to fill the log with. */
    private static void fail(RoutingContext context) {
        switch (context.statusCode()) {
            case 400 -> refuse(context, 400, ProblemCode.INVALID, "The request is not valid HTTP for this server.");
            case 404 -> refuse(context, 404, ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 413 -> refuse(context, 413, ProblemCode.TOO_LARGE, "The request is larger than 1 MiB.");
            default -> context.next();
        }
    }

    private static void refuse(RoutingContext context, int status, ProblemCode code, String detail) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", ProblemJson.MEDIA_TYPE)
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", code.title())
                        .put("status", status)
                        .put("detail", detail)
                        .put("code", code.wireName())
                        .encode());
    }

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        preflight.measure(metrics);
        modules.forEach(RoleModule::start);
        joining.start();
        checkIns.start(
                Stream.concat(modules.stream().flatMap(module -> module.reporters().stream()), Stream.of(orders()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /**
     * Waits until every listener is open; from then on this node may be ready.
     *
     * @throws IllegalStateException when one cannot be opened
     */
    public void awaitOpen() {
        modules.forEach(RoleModule::awaitOpen);
        state.started();
    }

    /** While the listeners are still open: balancers see the health check fail, and open streams may end. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** After a start that failed there was no event before. */
    void stopped(@Observes ShutdownEvent event) {
        stop();
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        departure.leave(modules.reversed(), checkIns);
        checkIns.stop();
        joining.stop();
        preflight.stop();
        for (var module : modules.reversed()) {
            try {
                module.stop();
            } catch (RuntimeException e) {
                Log.warnf(e, "role %s did not stop cleanly", module.role().wireName());
            }
        }
    }

    /** The order to drain is one for the whole node. */
    private Reporter orders() {
        return new Reporter() {
            @Override
            public void report(Report report) {
                joining.warning().ifPresent(report::finding);
            }

            @Override
            public void obey(Orders orders) {
                departure.order(modules, checkIns, orders.drain(), orders.release());
            }
        };
    }

    /** Why this node is not ready; empty when it is. */
    public Optional<String> notReady() {
        if (!state.isStarted()) {
            return Optional.of("starting");
        }
        if (state.isDraining()) {
            return Optional.of("draining");
        }
        return joining.notReady()
                .or(checkIns::notice)
                .or(preflight::notReady)
                .or(() -> modules.stream()
                        .flatMap(module -> module.notReady().stream())
                        .findFirst());
    }

    /** What the roles say of themselves besides. */
    Map<String, String> remarks() {
        var remarks = new TreeMap<String, String>();
        modules.forEach(module -> remarks.putAll(module.remarks()));
        return remarks;
    }
}
