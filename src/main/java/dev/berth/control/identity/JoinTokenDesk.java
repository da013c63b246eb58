package dev.berth.control.identity;

import dev.berth.contract.NodeUri;
import dev.berth.contract.Problem;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.user.Caller;
import dev.berth.control.user.Tokens;
import dev.berth.control.zone.Zones;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where administrators get tokens for nodes that shall join, and take them back. */
@Singleton
public class JoinTokenDesk {
    private static final Set<String> ROLES = Set.of("agent", "connection-proxy", "zone-proxy", "database");
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(7);

    private final EnrolmentRepository enrolments;
    private final NodeCertificates certificates;
    private final Zones zones;
    private final AuditTrail audit;
    private final Clock clock;

    JoinTokenDesk(
            EnrolmentRepository enrolments, NodeCertificates certificates, Zones zones, AuditTrail audit, Clock clock) {
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.zones = zones;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new enrolment with its token, shown this once. */
    public record Made(Enrolment enrolment, String token) {
        @Override
        public String toString() {
            return "Made[" + enrolment.id + "]";
        }
    }

    /** @throws Problem {@code INVALID} */
    @Transactional
    public Made make(Set<String> roles, String zone, Optional<Duration> valid, Caller by) {
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw Problem.invalid(
                    "roles",
                    "Name one or more of agent, connection-proxy and zone-proxy. Web apps join by their database and"
                            + " --secret-key-file.");
        }
        var time = valid.orElse(USUAL);
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw Problem.invalid("validSeconds", "A token is valid for one second to 7 days.");
        }
        var token = JoinTokens.fresh();
        var name = new NodeUri(token.id(), zone, roles);
        zones.require("zone", zone);
        var now = clock.instant();
        var enrolment = new Enrolment();
        enrolment.id = token.id();
        enrolment.secretHash = Tokens.hash(token.secret());
        enrolment.roles(name.roles());
        enrolment.zone = name.zone();
        enrolment.madeBy = by.name();
        enrolment.createdAt = now;
        enrolment.expiresAt = now.plus(time);
        enrolments.persist(enrolment);
        audit.record(
                by.name(),
                "enrolment.made",
                token.id().toString(),
                "zone " + zone + ", roles " + String.join(",", name.roles()) + ", until " + enrolment.expiresAt,
                by.address());
        return new Made(enrolment, token.text(certificates.pin()));
    }

    @Transactional
    public List<Enrolment> all() {
        return enrolments.latest();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public void delete(UUID id, Caller by) {
        if (!enrolments.deleteById(id)) {
            throw Problem.notFound("enrolment " + id);
        }
        audit.record(by.name(), "enrolment.deleted", id.toString(), "", by.address());
    }

    /** Throws away what nobody can use any more. */
    @Transactional
    public void deleteOld(Instant now) {
        for (var expired : enrolments.expiredUnused(now)) {
            audit.record("berth", "enrolment.expired", expired.id.toString(), "was never used", "");
            enrolments.delete(expired);
        }
        enrolments.deleteUsed(now.minus(KEPT));
    }
}
