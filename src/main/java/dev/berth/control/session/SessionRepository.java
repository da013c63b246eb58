package dev.berth.control.session;

import dev.berth.contract.DeliveryProtocol;
import dev.berth.control.node.Node;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Questions about sessions, and the one statement that moves them. */
@Singleton
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {
    private static final Set<SessionState> LIVE =
            Arrays.stream(SessionState.values()).filter(SessionState::isLive).collect(Collectors.toSet());

    /** All that are not at the beginning or the end of their life. */
    private static final Set<SessionState> EXPIRING = LIVE.stream()
            .filter(state -> state != SessionState.REQUESTED && state != SessionState.STARTING)
            .collect(Collectors.toSet());

    private static final DeliveryProtocol REMOTE = DeliveryProtocol.GUACAMOLE;

    private final Clock clock;

    SessionRepository(Clock clock) {
        this.clock = clock;
    }

    /**
     * Compare-and-set on the state: of two callers one wins, and the other hears false. {@code extra} is more of the
     * update, with parameters from {@code ?4} on.
     */
    boolean move(UUID id, SessionState from, SessionState to, String extra, @Nullable Object... parameters) {
        var all = new @Nullable Object[parameters.length + 4];
        all[0] = id;
        all[1] = from;
        all[2] = to;
        System.arraycopy(parameters, 0, all, 3, parameters.length);
        all[all.length - 1] = clock.instant();
        return update(
                        "state = ?3, previousState = ?2, version = version + 1, stateSince = ?" + all.length
                                + (extra.isEmpty() ? "" : ", " + extra) + " where id = ?1 and state = ?2",
                        all)
                == 1;
    }

    List<Session> of(UUID userId, Instant endedSince) {
        return list(
                "userId = ?1 and (state <> ?2 or endedAt > ?3) order by createdAt desc",
                userId,
                SessionState.ENDED,
                endedSince);
    }

    long liveOf(UUID userId) {
        return count("userId = ?1 and state in ?2", userId, LIVE);
    }

    List<Session> notEnded() {
        return list("state <> ?1 order by createdAt desc", SessionState.ENDED);
    }

    List<Session> latest(int limit) {
        return find("order by createdAt desc").page(0, limit).list();
    }

    List<Session> onNode(UUID nodeId) {
        return list("nodeId = ?1 and state <> ?2", nodeId, SessionState.ENDED);
    }

    /** By node, all that have not ended. The states stand in the statement, so that an index of the living serves it. */
    Map<UUID, List<Resident>> residents(Collection<UUID> nodes) {
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select id, node_id, protocol = 'GUACAMOLE' as on_machine, state, previous_state, incarnation,"
                                + " state_since, outdated from session where node_id = any(?1) and state <> 'ENDED'",
                        Object[].class)
                .unwrap(NativeQuery.class)
                .addScalar("id", UUID.class)
                .addScalar("node_id", UUID.class)
                .addScalar("on_machine", Boolean.class)
                .addScalar("state", String.class)
                .addScalar("previous_state", String.class)
                .addScalar("incarnation", Integer.class)
                .addScalar("state_since", Instant.class)
                .addScalar("outdated", Boolean.class)
                .setParameter(1, nodes.toArray(UUID[]::new))
                .getResultList();
        return rows.stream().map(row -> resident((Object[]) row)).collect(Collectors.groupingBy(Resident::nodeId));
    }

    private static Resident resident(Object[] row) {
        return new Resident(
                (UUID) row[0],
                (UUID) row[1],
                (Boolean) row[2],
                SessionState.valueOf((String) row[3]),
                row[4] == null ? null : SessionState.valueOf((String) row[4]),
                (Integer) row[5],
                (Instant) row[6],
                (Boolean) row[7]);
    }

    /** The owner has been told that the policy is a new one. */
    void told(UUID nodeId) {
        update("outdated = false where nodeId = ?1 and outdated = true", nodeId);
    }

    /** Live sessions whose machine was deleted. */
    List<Session> withoutMachine() {
        return list("serverId is null and protocol = ?1 and state in ?2", REMOTE, LIVE);
    }

    /** Compare-and-set on the node and the incarnation. */
    boolean changeNode(Session session, Node next) {
        return update(
                        "nodeId = ?3, nodeName = ?4, incarnation = incarnation + 1, version = version + 1"
                                + " where id = ?1 and incarnation = ?2 and state = ?5",
                        session.id,
                        session.incarnation,
                        next.id,
                        next.name,
                        SessionState.RUNNING)
                == 1;
    }

    /** By server. Until a session has ended its connection may be open; only its own user need not wait for that. */
    Map<UUID, Occupants> occupants(Collection<UUID> servers, UUID user) {
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select server_id, count(*) filter (where user_id is distinct from ?2 or state <> 'ENDING'),"
                                + " count(*) filter (where user_id = ?2 and state <> 'ENDING'),"
                                + " count(distinct coalesce(user_id, id)) filter (where user_id is distinct from ?2)"
                                + " from session where server_id = any(?1) and state <> 'ENDED' group by server_id")
                .setParameter(1, servers.toArray(UUID[]::new))
                .setParameter(2, user)
                .getResultList();
        var found = servers.stream().collect(Collectors.toMap(Function.identity(), id -> Occupants.NONE));
        rows.stream()
                .map(row -> (Object[]) row)
                .forEach(
                        row -> found.put((UUID) row[0], new Occupants(number(row[1]), number(row[2]), number(row[3]))));
        return found;
    }

    /** How many sessions on machines each connection proxy has. */
    Map<UUID, Long> onMachines() {
        List<?> rows = getEntityManager()
                .createNativeQuery("select node_id, count(*) from session where protocol = 'GUACAMOLE'"
                        + " and state <> 'ENDED' and node_id is not null group by node_id")
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> number(row[1])));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    List<Session> in(SessionState... states) {
        return list("state in ?1", Set.of(states));
    }

    /** The state as the database has it now, whatever was read before in this transaction. */
    Optional<SessionState> state(UUID id) {
        return getEntityManager()
                .createQuery("select s.state from Session s where s.id = ?1", SessionState.class)
                .setParameter(1, id)
                .getResultStream()
                .findFirst();
    }

    /** Live sessions whose node was removed from the register. */
    List<Session> homeless() {
        return list(
                "nodeId is null and state in ?1 and state <> ?2 and protocol <> ?3",
                LIVE,
                SessionState.REQUESTED,
                REMOTE);
    }

    /**
     * Containers on nodes that do not report, or may not any more; found without reading all nodes. Those of zones that
     * are silent as a whole count as lost when their node counts as dead.
     */
    List<Session> lost(Instant seenSince, Set<String> silentZones, Instant deadSince) {
        List<?> found = getEntityManager()
                .createNativeQuery(
                        "select s.* from session s join node n on n.id = s.node_id"
                                + " left join node_freshness f on f.node_id = n.id"
                                + " where s.state <> 'ENDED' and s.protocol <> 'GUACAMOLE'"
                                + " and (n.revoked_at is not null or f.last_seen_at is null or f.last_seen_at < ?1"
                                + " and not (n.zone = any(?2) and f.last_seen_at >= ?3))",
                        Session.class)
                .setParameter(1, seenSince)
                .setParameter(2, silentZones.toArray(String[]::new))
                .setParameter(3, deadSince)
                .getResultList();
        return found.stream().map(Session.class::cast).toList();
    }

    List<Session> expired(Instant now) {
        return list("state in ?1 and (keepaliveUntil < ?2 or expiresAt < ?2)", EXPIRING, now);
    }

    /** Live sessions of users who were deleted or disabled. */
    List<Session> ownerless() {
        return list(
                "state in ?1 and (userId is null or userId in (select u.id from User u where u.enabled = false))",
                LIVE);
    }

    /** Launches whose web app is gone. */
    List<Session> abandoned(Instant now) {
        return list("state in ?1 and leaseUntil < ?2", Set.of(SessionState.REQUESTED, SessionState.STARTING), now);
    }

    boolean takeLease(UUID id, Instant now, Instant until) {
        return update("leaseUntil = ?3 where id = ?1 and leaseUntil < ?2", id, now, until) == 1;
    }

    void renewLease(UUID id, Instant until) {
        update("leaseUntil = ?2 where id = ?1", id, until);
    }

    /** Of the sessions given. */
    Map<UUID, Long> versions(Collection<UUID> ids) {
        List<?> rows = getEntityManager()
                .createNativeQuery("select id, version from session where id = any(?1)")
                .setParameter(1, ids.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> ((Number) row[1]).longValue()));
    }

    /** Those that may have streams: a stream may be opened before the session runs. */
    Set<UUID> streaming(Collection<UUID> ids) {
        List<?> found = getEntityManager()
                .createNativeQuery("select id from session where id = any(?1) and state in ('STARTING', 'RUNNING')")
                .setParameter(1, ids.toArray(UUID[]::new))
                .getResultList();
        return found.stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    /**
     * Someone is connected. Written only when it moves the end by a noticeable time. Of several web apps that hear of
     * the same sessions one writes, and the others do not wait for it.
     */
    void keepAlive(Collection<UUID> ids, Instant until, Instant ifBefore) {
        getEntityManager()
                .createNativeQuery("update session set keepalive_until = ?2 where id in (select id from session"
                        + " where id = any(?1) and state = 'RUNNING' and keepalive_until < ?3"
                        + " order by id for update skip locked)")
                .setParameter(1, ids.toArray(UUID[]::new))
                .setParameter(2, until)
                .setParameter(3, ifBefore)
                .executeUpdate();
    }

    long deleteEndedBefore(Instant instant) {
        return delete("state = ?1 and endedAt < ?2", SessionState.ENDED, instant);
    }

    public Map<SessionState, Long> countByState() {
        return getEntityManager()
                .createQuery(
                        "select s.state, count(s) from Session s where s.state <> ?1 group by s.state", Object[].class)
                .setParameter(1, SessionState.ENDED)
                .getResultStream()
                .collect(Collectors.toMap(row -> (SessionState) row[0], row -> (Long) row[1]));
    }

    public Map<UUID, Long> liveByNode() {
        return getEntityManager()
                .createQuery(
                        "select s.nodeId, count(s) from Session s where s.state in ?1 and s.nodeId is not null group by s.nodeId",
                        Object[].class)
                .setParameter(1, LIVE)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
    }

    public Map<UUID, Long> liveByServer() {
        return getEntityManager()
                .createQuery(
                        "select s.serverId, count(s) from Session s where s.state in ?1 and s.serverId is not null group by s.serverId",
                        Object[].class)
                .setParameter(1, LIVE)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
    }

    public Map<UUID, Long> liveByUser() {
        return getEntityManager()
                .createQuery(
                        "select s.userId, count(s) from Session s where s.state in ?1 and s.userId is not null group by s.userId",
                        Object[].class)
                .setParameter(1, LIVE)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
    }
}
