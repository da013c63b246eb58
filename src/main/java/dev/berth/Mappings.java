package dev.berth;

import dev.berth.agent.AgentConfig;
import dev.berth.connectionproxy.delivery.RemoteConfig;
import dev.berth.connectionproxy.dial.DialConfig;
import dev.berth.connectionproxy.guacd.GuacdConfig;
import dev.berth.connectionproxy.recording.RecordingConfig;
import dev.berth.control.audit.AuditConfig;
import dev.berth.control.node.NodeConfiguration;
import dev.berth.control.secret.SecretConfig;
import dev.berth.control.session.SessionConfig;
import dev.berth.control.user.LoginConfig;
import dev.berth.database.DatabaseConfig;
import dev.berth.node.AcmeConfig;
import dev.berth.node.NodeConfig;
import dev.berth.node.Settings;
import dev.berth.node.identity.IdentityConfig;
import dev.berth.node.trace.OtlpConfig;
import java.util.List;

/** Every settings interface of the program. */
final class Mappings {
    static final List<Class<?>> ALL = List.of(
            NodeConfig.class,
            AcmeConfig.class,
            IdentityConfig.class,
            OtlpConfig.class,
            AgentConfig.class,
            DialConfig.class,
            GuacdConfig.class,
            RecordingConfig.class,
            RemoteConfig.class,
            DatabaseConfig.class,
            LoginConfig.class,
            SessionConfig.class,
            NodeConfiguration.class,
            AuditConfig.class,
            SecretConfig.class);

    /** Read off the interfaces once; a native program has the result and needs none of their reflection. */
    static final Settings SETTINGS = new Settings(ALL);

    private Mappings() {}
}
