package dev.berth.control.audit;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the audit trail is kept. */
@ConfigMapping(prefix = "berth.audit")
@Doc("Audit trail (role web-app)")
public interface AuditConfig {
    @Doc(value = "Months that the audit trail is kept.", least = 1)
    @WithDefault("12")
    int retentionMonths();
}
