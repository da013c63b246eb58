package dev.berth.control.node;

import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeRequest;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/** The columns that say whether a node belongs here: written by statements of their own, never with a check-in. */
@Singleton
public class Memberships {
    private static final int MOST = 50;

    private final NodeRepository nodes;

    Memberships(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** Makes the node's row, or begins its membership anew: it has to be reached again. */
    public void enrol(NodeRequest request, boolean enabled, Instant now) {
        Panache.getEntityManager()
                .createNativeQuery("insert into node (id, name, url, zone, roles, version, started_at, enabled)"
                        + " values (?1, ?2, ?3, ?4, ?5, '', ?6, ?7)"
                        + " on conflict (id) do update set name = excluded.name, url = excluded.url,"
                        + " zone = excluded.zone, roles = excluded.roles, joined_at = null, revoked_at = null,"
                        + " enabled = case when node.revoked_at is null then node.enabled else excluded.enabled end,"
                        + " reach_ok = null, reach_url = null, reach_detail = null, reach_checked_at = null")
                .setParameter(1, request.node().id())
                .setParameter(2, request.node().name())
                .setParameter(3, request.node().url())
                .setParameter(4, request.zone())
                .setParameter(5, String.join(",", new TreeSet<>(request.roles())))
                .setParameter(6, now)
                .setParameter(7, enabled)
                .executeUpdate();
        nodes.seen(List.of(new Sighting(request.node().id(), now, null, null, 0)));
    }

    @Transactional
    public boolean isMember(UUID id) {
        return nodes.count("id = ?1 and revokedAt is null", id) == 1;
    }

    public boolean enable(UUID id, boolean enabled) {
        return nodes.update("enabled = ?2 where id = ?1 and enabled <> ?2", id, enabled) == 1;
    }

    public boolean revoke(UUID id, Instant now) {
        return nodes.update("revokedAt = ?2 where id = ?1 and revokedAt is null", id, now) == 1;
    }

    public void remove(UUID id) {
        Panache.getEntityManager()
                .createNativeQuery("delete from node where id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** @return true when this made the node a member */
    public boolean reached(NodeAddress tried, boolean ok, String detail, Instant now) {
        // an answer from where the node no longer is says nothing
        nodes.update(
                "reachOk = ?3, reachUrl = ?2, reachDetail = ?4, reachCheckedAt = ?5 where id = ?1 and url = ?2",
                tried.id(),
                tried.url(),
                ok,
                detail,
                now);
        return ok
                && nodes.update(
                                "joinedAt = ?3 where id = ?1 and url = ?2 and joinedAt is null and revokedAt is null",
                                tried.id(),
                                tried.url(),
                                now)
                        == 1;
    }

    /** Who has to prove now that it can be reached: after a change of address, when it failed, and from time to time. */
    @Transactional
    public List<NodeAddress> due(Instant now, Instant seenSince, Duration again, Duration afterFailure) {
        return nodes
                .find(
                        "from Node n where revokedAt is null and not roles like '%web-app%'"
                                + " and (reachUrl is null or reachUrl <> url or reachCheckedAt < ?1"
                                + " or reachOk = false and reachCheckedAt < ?2)"
                                + " and id in (select f.nodeId from NodeFreshness f where f.lastSeenAt >= ?3)"
                                + " order by reachCheckedAt asc nulls first",
                        now.minus(again), now.minus(afterFailure), seenSince)
                .page(0, MOST)
                .list()
                .stream()
                .map(Node::address)
                .toList();
    }
}
