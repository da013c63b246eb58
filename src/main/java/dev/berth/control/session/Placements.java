package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Demand;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.SchedulerSettings;
import dev.berth.control.node.Share;
import dev.berth.control.user.Caller;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.WorkspaceKind;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Finds nodes for workspaces and says why: to the database, the log, the audit trail and administrators. */
@Singleton
public class Placements {
    private static final int MOST_SAID = 5;

    private final Ledger ledger;
    private final Nodes nodes;
    private final SchedulerSettings settings;
    private final Explanations explanations;
    private final AuditTrail audit;

    Placements(Ledger ledger, Nodes nodes, SchedulerSettings settings, Explanations explanations, AuditTrail audit) {
        this.ledger = ledger;
        this.nodes = nodes;
        this.settings = settings;
        this.explanations = explanations;
        this.audit = audit;
    }

    static Demand demand(Workspace workspace) {
        return new Demand(
                new Share(workspace.cores, workspace.memoryBytes, workspace.gpus),
                Optional.ofNullable(workspace.zone),
                workspace.includeLabels(),
                workspace.excludeLabels(),
                Optional.ofNullable(workspace.dockerNetwork),
                workspace.image);
    }

    /** Reserves room for a session in the caller's transaction and keeps the explanation with it. */
    @Transactional
    Optional<UUID> reserve(UUID session, Workspace workspace) {
        var demand = demand(workspace);
        var strategy = settings.strategy();
        var node = ledger.reserve(demand, strategy, nodes.seenSince());
        node.ifPresent(chosen -> {
            var explanation = explanations.placed(workspace.name, demand, strategy, chosen);
            explanations.keep(session, explanation);
            Log.infof("placing %s of %s: %s", session, workspace.name, explanation.line(MOST_SAID));
        });
        return node;
    }

    /** Records that no node had room; the id is that of the session which does not come to be. */
    @Transactional
    Problem refused(UUID session, Workspace workspace, Caller caller) {
        var explanation = explanations.refused(workspace.name, demand(workspace), settings.strategy());
        explanations.keep(session, explanation);
        var line = explanation.line(MOST_SAID);
        audit.record(caller.name(), "session.refused", workspace.name, session + ": " + line, caller.address());
        Log.infof("no node for %s of %s: %s", session, workspace.name, line);
        return new Problem(
                ProblemCode.NO_CAPACITY,
                "There is no room for this workspace at the moment. Try again later, or end a session that you do not need."
                        + (caller.isAdministrator() ? " (" + line + ")" : ""));
    }

    /**
     * What would happen to a launch now.
     *
     * @throws Problem {@code INVALID} for what is no container
     */
    @Transactional
    public Explanation preview(Workspace workspace) {
        if (workspace.kind != WorkspaceKind.CONTAINER) {
            throw Problem.invalid("workspaceId", "Only workspaces that are containers are placed on agents.");
        }
        var demand = demand(workspace);
        var strategy = settings.strategy();
        return ledger.first(demand, strategy, nodes.seenSince())
                .map(node -> explanations.placed(workspace.name, demand, strategy, node))
                .orElseGet(() -> explanations.refusedNow(workspace.name, demand, strategy));
    }
}
