package dev.berth.control.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contract.DeliveryProtocol;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.RegistryCredentials;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.secret.SecretBox;
import dev.berth.control.server.ServerPools;
import dev.berth.control.server.Servers;
import dev.berth.control.user.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Creates, changes and explains workspaces. */
@Singleton
public class Workspaces {
    private static final String PURPOSE = "registry-password";
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final long MIB = 1024 * 1024;

    private final WorkspaceRepository workspaces;
    private final Servers servers;
    private final ServerPools pools;
    private final SecretBox secrets;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final Clock clock;

    Workspaces(
            WorkspaceRepository workspaces,
            Servers servers,
            ServerPools pools,
            SecretBox secrets,
            AuditTrail audit,
            ObjectMapper json,
            Clock clock) {
        this.workspaces = workspaces;
        this.servers = servers;
        this.pools = pools;
        this.secrets = secrets;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public List<Workspace> all() {
        return workspaces.byName();
    }

    @Transactional
    public List<Workspace> enabled() {
        return workspaces.enabled();
    }

    /** @throws Problem {@code NOT_FOUND} */
    @Transactional
    public Workspace get(UUID id) {
        return find(id).orElseThrow(() -> Problem.notFound("workspace " + id));
    }

    @Transactional
    public Optional<Workspace> find(UUID id) {
        return workspaces.findByIdOptional(id);
    }

    /** @throws Problem {@code INVALID}, {@code CONFLICT} */
    @Transactional
    public Workspace create(WorkspaceForm form, String by, String address) {
        var workspace = new Workspace();
        workspace.id = UUID.randomUUID();
        workspace.createdAt = clock.instant();
        fill(workspace, form);
        workspaces.persist(workspace);
        audit.record(by, "workspace.created", workspace.name, what(workspace), address);
        return workspace;
    }

    /** A new policy holds for live sessions on machines too: within seconds they are connected anew. */
    @Transactional
    public Workspace change(UUID id, WorkspaceForm form, Caller by) {
        var workspace = get(id);
        fill(workspace, form);
        enforce(workspace);
        audit.record(by.name(), "workspace.changed", workspace.name, what(workspace), by.address());
        return workspace;
    }

    private static String what(Workspace workspace) {
        return workspace.kind == WorkspaceKind.CONTAINER ? workspace.image : workspace.kind.wireName();
    }

    private void enforce(Workspace workspace) {
        if (workspace.policy != null) {
            workspaces
                    .getEntityManager()
                    .createNativeQuery("update session set policy = ?2, outdated = true, incarnation = incarnation + 1,"
                            + " version = version + 1 where workspace_id = ?1 and protocol = 'GUACAMOLE'"
                            + " and state = 'RUNNING' and policy is distinct from ?2")
                    .setParameter(1, workspace.id)
                    .setParameter(2, workspace.policy)
                    .executeUpdate();
        }
    }

    /** A copy under a free name, disabled so that nobody launches it half-edited. */
    @Transactional
    public Workspace copy(UUID id, Caller by) {
        var original = get(id);
        var copy = new Workspace();
        copy.id = UUID.randomUUID();
        copy.createdAt = clock.instant();
        fill(copy, form(original, freeName(original.name)));
        copy.enabled = false;
        copy.registryPassword = original.registryPassword;
        workspaces.persist(copy);
        audit.record(by.name(), "workspace.created", copy.name, "copy of " + original.name, by.address());
        return copy;
    }

    private WorkspaceForm form(Workspace w, String name) {
        return new WorkspaceForm(
                name,
                w.description,
                w.icon,
                w.categories(),
                w.enabled,
                w.image,
                w.registryUser,
                null,
                w.cores,
                w.memoryBytes,
                w.sharedMemoryBytes,
                environment(w),
                w.runOverrides,
                w.protocol,
                w.port,
                w.sessionTimeLimitSeconds,
                w.keepaliveAction,
                w.preload,
                new WorkspaceForm.Place(w.zones(), w.includeLabels(), w.excludeLabels(), w.gpus, w.dockerNetwork),
                new WorkspaceForm.Remote(w.kind, w.serverId, w.poolId, w.url, w.policy()));
    }

    private String freeName(String name) {
        var stem = name.length() > 70 ? name.substring(0, 70) : name;
        for (int i = 1; ; i++) {
            var candidate = stem + " (copy" + (i == 1 ? "" : " " + i) + ")";
            if (workspaces.named(candidate).isEmpty()) {
                return candidate;
            }
        }
    }

    /** Running sessions of the workspace go on. */
    @Transactional
    public void delete(UUID id, Caller by) {
        var workspace = get(id);
        workspaces.delete(workspace);
        audit.record(by.name(), "workspace.deleted", workspace.name, "", by.address());
    }

    private void fill(Workspace workspace, WorkspaceForm given) {
        var form = given.remote().kind() == WorkspaceKind.CONTAINER ? given : given.withoutContainer();
        WorkspaceRules.check(form);
        lead(workspace, form.remote());
        if (workspaces
                .named(form.name().strip())
                .filter(w -> !w.id.equals(workspace.id))
                .isPresent()) {
            throw new Problem(ProblemCode.CONFLICT, "There is already a workspace " + form.name() + ".");
        }
        workspace.name = form.name().strip();
        workspace.description = form.description().strip();
        workspace.icon = form.icon();
        workspace.categories = String.join("\n", form.categories());
        workspace.enabled = form.enabled();
        workspace.image = form.image();
        workspace.registryUser = form.registryUser();
        workspace.cores = form.cores();
        workspace.memoryBytes = form.memoryBytes();
        workspace.sharedMemoryBytes = form.sharedMemoryBytes();
        workspace.environment = write(form.environment());
        workspace.runOverrides = object(form.runOverrides());
        workspace.protocol = form.protocol();
        workspace.port = form.port();
        workspace.sessionTimeLimitSeconds = form.sessionTimeLimitSeconds();
        workspace.keepaliveAction = form.keepaliveAction();
        workspace.preload = form.preload();
        var place = form.place();
        workspace.zone = place.zones().isEmpty() ? null : String.join("\n", place.zones());
        workspace.includeLabels = String.join("\n", place.includeLabels());
        workspace.excludeLabels = String.join("\n", place.excludeLabels());
        workspace.gpus = place.gpus();
        workspace.dockerNetwork = place.dockerNetwork();
        workspace.updatedAt = clock.instant();
        var password = form.registryPassword();
        if (form.registryUser() == null) {
            workspace.registryPassword = null;
        } else if (password != null) {
            workspace.registryPassword =
                    password.isEmpty() ? null : secrets.seal(PURPOSE, password.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void lead(Workspace workspace, WorkspaceForm.Remote remote) {
        workspace.kind = remote.kind();
        workspace.serverId = remote.kind() == WorkspaceKind.SERVER ? remote.serverId() : null;
        workspace.poolId = remote.kind() == WorkspaceKind.POOL ? remote.poolId() : null;
        workspace.url = remote.kind() == WorkspaceKind.LINK ? remote.url() : null;
        workspace.policy = remote.kind().isRemote() ? PolicyText.write(remote.policy()) : null;
        var server = workspace.serverId;
        if (server != null && servers.find(server).isEmpty()) {
            throw Problem.invalid("serverId", "There is no such server; it may have been deleted.");
        }
        var pool = workspace.poolId;
        if (pool != null && pools.find(pool).isEmpty()) {
            throw Problem.invalid("poolId", "There is no such server pool; it may have been deleted.");
        }
    }

    private String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String object(String text) {
        try {
            var node = json.readTree(text.isBlank() ? "{}" : text);
            if (node.isObject()) {
                return node.toString();
            }
        } catch (JsonProcessingException e) {
            throw Problem.invalid("runOverrides", "The run overrides are not JSON: " + e.getOriginalMessage());
        }
        throw Problem.invalid(
                "runOverrides", "The run overrides must be a JSON object, for example {\"hostname\": \"desk\"}.");
    }

    public Map<String, String> environment(Workspace workspace) {
        try {
            return json.readValue(workspace.environment, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What to sign in to the registry with, unsealed; for the agent only. */
    public Optional<RegistryCredentials> credentials(Workspace workspace) {
        var user = workspace.registryUser;
        var sealed = workspace.registryPassword;
        return user == null || sealed == null
                ? Optional.empty()
                : Optional.of(new RegistryCredentials(
                        user, new String(secrets.open(PURPOSE, sealed), StandardCharsets.UTF_8)));
    }

    /** The workspace that a new deployment starts with. */
    @Transactional
    public void seedDemo() {
        if (workspaces.count() == 0) {
            create(
                    new WorkspaceForm(
                            "Demo desktop",
                            "A small Debian desktop with a browser and a terminal.",
                            "desktop",
                            List.of("Desktop"),
                            true,
                            "berth/demo:1",
                            null,
                            null,
                            2,
                            2048 * MIB,
                            512 * MIB,
                            Map.of(),
                            "{}",
                            DeliveryProtocol.VNC,
                            null,
                            null,
                            null,
                            true,
                            WorkspaceForm.Place.ANYWHERE,
                            WorkspaceForm.Remote.NONE),
                    "berth",
                    "");
        }
    }
}
