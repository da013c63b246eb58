package dev.berth.control.session;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Demand;
import dev.berth.control.node.Ledger;
import dev.berth.control.node.Node;
import dev.berth.control.node.Nodes;
import dev.berth.control.node.SchedulerSettings;
import dev.berth.control.node.Share;
import dev.berth.control.node.Strategy;
import dev.berth.control.user.Caller;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.WorkspaceKind;
import dev.berth.control.zone.CurrentZones;
import dev.berth.control.zone.ZonePlan;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
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
    private final CurrentZones zones;
    private final AuditTrail audit;

    Placements(
            Ledger ledger,
            Nodes nodes,
            SchedulerSettings settings,
            Explanations explanations,
            CurrentZones zones,
            AuditTrail audit) {
        this.ledger = ledger;
        this.nodes = nodes;
        this.settings = settings;
        this.explanations = explanations;
        this.zones = zones;
        this.audit = audit;
    }

    static Demand demand(Workspace workspace) {
        return new Demand(
                new Share(workspace.cores, workspace.memoryBytes, workspace.gpus),
                workspace.zones(),
                workspace.includeLabels(),
                workspace.excludeLabels(),
                Optional.ofNullable(workspace.dockerNetwork),
                workspace.image);
    }

    /**
     * Reserves room for a session in the caller's transaction and keeps the explanation with it.
     *
     * @param inTurn waits for launches that have nodes in their hand
     * @throws Ledger.HeldByOthers when it may not wait, and would have to
     */
    @Transactional
    Optional<Node> reserve(UUID session, Workspace workspace, ZonePlan plan, boolean inTurn) {
        var demand = demand(workspace);
        return plan.first(zone -> {
            var strategy = strategy(zone);
            var there = demand.in(List.of(zone));
            var found = (inTurn
                            ? ledger.reserveInTurn(there, strategy, nodes.seenSince(), isStaticFirst(zone))
                            : ledger.reserve(there, strategy, nodes.seenSince(), isStaticFirst(zone)))
                    .map(nodes::held);
            found.ifPresent(node -> {
                var explanation = explanations.placed(workspace.name, demand.in(plan.zones()), strategy, plan, node);
                explanations.keep(session, explanation);
                Log.infof("placing %s of %s: %s", session, workspace.name, explanation.line(MOST_SAID));
            });
            return found;
        });
    }

    private boolean isStaticFirst(String zone) {
        return zones.settings(zone).prioritizeStaticAgents();
    }

    private Strategy strategy(String zone) {
        return zones.settings(zone).loadBalanceStrategy().map(Strategy::parse).orElseGet(settings::strategy);
    }

    /** Records that no node had room; the id is that of the session which does not come to be. */
    @Transactional
    Problem refused(UUID session, Workspace workspace, ZonePlan plan, Caller caller) {
        var explanation = explanations.refused(workspace.name, within(workspace, plan), strategy(plan.home()), plan);
        explanations.keep(session, explanation);
        var line = explanation.line(MOST_SAID);
        audit.record(
                caller.name(),
                "session.refused",
                workspace.name,
                session + ": " + plan.text() + ": " + line,
                caller.address());
        Log.infof("no node for %s of %s: %s: %s", session, workspace.name, plan.text(), line);
        return new Problem(
                ProblemCode.NO_CAPACITY, sentence(plan) + (caller.isAdministrator() ? " (" + line + ")" : ""));
    }

    private static String sentence(ZonePlan plan) {
        return plan.zones().isEmpty()
                ? "This workspace is for other zones, and sessions of zone " + plan.home() + " may not be there."
                : plan.leaves()
                        ? "There is no room for this workspace at the moment. Try again later, or end a session that you do"
                                + " not need."
                        : "There is no room for this workspace at the moment in zone " + plan.home()
                                + ", and it may not be anywhere else. Try again later, or end a session that you do not need.";
    }

    /** A plan without a zone must not look like one for every zone. */
    private static Demand within(Workspace workspace, ZonePlan plan) {
        return demand(workspace).in(plan.zones().isEmpty() ? List.of(plan.home()) : plan.zones());
    }

    /**
     * What would happen to a launch now.
     *
     * @throws Problem {@code INVALID} for what is no container
     */
    @Transactional
    public Explanation preview(Workspace workspace, ZonePlan plan) {
        if (workspace.kind != WorkspaceKind.CONTAINER) {
            throw Problem.invalid("workspaceId", "Only workspaces that are containers are placed on agents.");
        }
        var demand = within(workspace, plan);
        return plan.first(zone -> {
                    var strategy = strategy(zone);
                    return ledger.first(demand.in(List.of(zone)), strategy, nodes.seenSince(), isStaticFirst(zone))
                            .map(nodes::held)
                            .map(node -> explanations.placed(workspace.name, demand, strategy, plan, node));
                })
                .orElseGet(() -> explanations.refusedNow(workspace.name, demand, strategy(plan.home()), plan));
    }
}
