package dev.berth.agent;

import dev.berth.contract.SessionSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the agent writes on its containers and networks. It keeps nothing else, so a new process finds all again. */
final class Labels {
    static final String NODE = "dev.berth.node";
    static final String SESSION = "dev.berth.session";
    static final String INCARNATION = "dev.berth.incarnation";
    static final String PROTOCOL = "dev.berth.protocol";
    static final String PORT = "dev.berth.port";
    static final String NETWORK = "dev.berth.network";
    static final String GPUS = "dev.berth.gpus";
    static final String ADDRESS = "dev.berth.address";
    private static final String WORKSPACE = "dev.berth.workspace";
    /** The label that Kasm's own tools look for. */
    private static final String KASM_ID = "kasm.kasmid";

    private Labels() {}

    /** Of this role or another one of Berth. */
    static boolean isOurs(String label) {
        return label.startsWith("dev.berth.");
    }

    static Map<String, String> of(UUID node) {
        return Map.of(NODE, node.toString());
    }

    static Map<String, String> of(UUID node, SessionSpec spec, SessionNetwork network) {
        var labels = new HashMap<>(of(node, spec));
        if (network.ours()) { // what is not ours is not removed with the session
            labels.put(NETWORK, network.name());
        }
        network.holder().ifPresent(holder -> labels.put(ADDRESS, holder.address()));
        return labels;
    }

    static Map<String, String> of(UUID node, SessionSpec spec) {
        var labels = new HashMap<>(of(node));
        labels.put(SESSION, spec.sessionId().toString());
        labels.put(INCARNATION, Integer.toString(spec.incarnation()));
        labels.put(PROTOCOL, spec.protocol().wireName());
        labels.put(PORT, Integer.toString(spec.port()));
        labels.put(WORKSPACE, spec.workspaceName());
        labels.put(KASM_ID, spec.sessionId().toString().replace("-", ""));
        return labels;
    }
}
