package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.relay.Conversation;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects a machine: asks which one it is, finds it, and has guacd take it up. Blocks.
 *
 * @param unrecorded told later when the session may not go on, since it can no longer be recorded
 */
record Connector(TargetRequest request, Workshop workshop, Consumer<Problem> unrecorded) {
    /**
     * The owner's connection to guacd.
     *
     * @param address    of the machine, checked
     * @param parameters as guacd was told, credentials included
     * @param id         guacd's own, for others to join
     */
    record Line(
            Target target,
            Map<String, String> parameters,
            InetSocketAddress address,
            Reach.Place place,
            GuacdLink link,
            String id,
            Tapped tapped) {
        /** May block: a recording is finished. */
        void close(String why) {
            link.close();
            place.close();
            tapped.end(why);
        }

        @Override
        public String toString() {
            return "Line[" + target + "]";
        }
    }

    /**
     * @param talk of the browser that it is opened for, on whose event loop guacd is read
     * @throws Problem saying what failed; nothing is left of it then
     */
    Line connect(Conversation talk, Screen screen) throws IOException {
        var since = Timer.start();
        var protocol = "unknown";
        var outcome = "error";
        try {
            var target = workshop.targets().get().target(request);
            protocol = target.protocol().wireName();
            var line = connect(talk, target, screen);
            outcome = "ready";
            return line;
        } catch (Problem problem) {
            outcome = problem.code().wireName();
            throw problem;
        } finally {
            workshop.metrics().connected(protocol, outcome, since);
        }
    }

    private Line connect(Conversation talk, Target target, Screen screen) throws IOException {
        var address = workshop.reach().dial(target.host(), target.port());
        var parameters = new Parameters(workshop.reach(), screen).of(target, address);
        var place = workshop.reach().place();
        var tapped = new Tapped(Optional.empty(), false, unrecorded);
        GuacdLink link = null;
        try {
            tapped = tapped(target);
            link = link(talk, place);
            var id = handshake(screen, target).open(link, target.protocol().wireName(), parameters);
            return new Line(target, parameters, address, place, link, id, tapped);
        } catch (RuntimeException | IOException failure) {
            give(link, place);
            tapped.end(failure instanceof Problem problem ? problem.detail() : "guacd broke the connection off.");
            throw failure;
        }
    }

    private static void give(@Nullable GuacdLink link, Reach.Place place) {
        if (link != null) {
            link.close();
        }
        place.close();
    }

    private Tapped tapped(Target target) {
        boolean required = target.policy().recording() == SessionPolicy.Recording.REQUIRED;
        return new Tapped(workshop.taps().open(target), required, unrecorded);
    }

    private GuacdLink link(Conversation talk, Reach.Place place) {
        var longest = workshop.config().connectTimeout();
        try {
            return new GuacdLink(talk.dial(place.address(), longest).join());
        } catch (CompletionException e) {
            throw new Problem(ProblemCode.UNAVAILABLE, "guacd does not answer. Connect again in a moment.", e);
        }
    }

    /** The owner's connection anew, in the place of one that is closed: what was asked and found stands. */
    Line again(Conversation talk, Line former, Screen screen) throws IOException {
        var target = former.target();
        var link = link(talk, former.place());
        var id = open(link, target.protocol().wireName(), former, screen);
        return new Line(target, former.parameters(), former.address(), former.place(), link, id, former.tapped());
    }

    /** Another connection to the same machine, which has the whole picture and not the rights of the owner. */
    GuacdLink join(Conversation talk, Line line, Screen screen) throws IOException {
        var link = link(talk, line.place());
        open(link, line.id(), line, screen);
        return link;
    }

    private String open(GuacdLink link, String what, Line line, Screen screen) throws IOException {
        try {
            return handshake(screen, line.target()).open(link, what, line.parameters());
        } catch (RuntimeException | IOException failure) {
            link.close();
            throw failure;
        }
    }

    private Handshake handshake(Screen screen, Target target) {
        return new Handshake(screen, target.userName(), workshop.config().connectTimeout());
    }
}
