package dev.berth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a workspace's run overrides may say about its container, under the names of the Docker SDK. */
enum OverrideKey {
    HOSTNAME((c, h, v) -> c.withHostName(OverrideValue.text(v))),
    DOMAINNAME((c, h, v) -> c.withDomainName(OverrideValue.text(v))),
    USER((c, h, v) -> c.withUser(OverrideValue.text(v))),
    WORKING_DIR((c, h, v) -> c.withWorkingDir(OverrideValue.text(v))),
    ENTRYPOINT((c, h, v) -> c.withEntrypoint(OverrideValue.words(v))),
    COMMAND((c, h, v) -> c.withCmd(OverrideValue.words(v)), "cmd"),
    STOP_SIGNAL((c, h, v) -> c.withStopSignal(OverrideValue.text(v))),
    TTY((c, h, v) -> c.withTty(OverrideValue.flag(v))),
    STDIN_OPEN((c, h, v) -> c.withStdinOpen(OverrideValue.flag(v))),
    /** Merged by {@link ContainerSpecs}, which knows the variables that no override may replace. */
    ENVIRONMENT((c, h, v) -> OverrideValue.map(v), "env"),
    /** Merged by {@link ContainerSpecs}, which knows the labels that no override may replace. */
    LABELS((c, h, v) -> OverrideValue.map(v)),
    SHM_SIZE((c, h, v) -> h.withShmSize(OverrideValue.bytes(v))),
    TMPFS((c, h, v) -> h.withTmpFs(OverrideValue.map(v))),
    READ_ONLY((c, h, v) -> h.withReadonlyRootfs(OverrideValue.flag(v)), "readonly_rootfs"),
    INIT((c, h, v) -> h.withInit(OverrideValue.flag(v))),
    DNS((c, h, v) -> h.withDns(OverrideValue.list(v))),
    DNS_SEARCH((c, h, v) -> h.withDnsSearch(OverrideValue.list(v))),
    DNS_OPT((c, h, v) -> h.withDnsOptions(OverrideValue.list(v)), "dns_options"),
    EXTRA_HOSTS((c, h, v) -> h.withExtraHosts(OverrideValue.pairs(v, ":").toArray(String[]::new))),
    GROUP_ADD((c, h, v) -> h.withGroupAdd(OverrideValue.list(v))),
    SYSCTLS((c, h, v) -> h.withSysctls(OverrideValue.map(v))),
    ULIMITS((c, h, v) -> h.withUlimits(OverrideValue.ulimits(v).toArray(Ulimit[]::new))),
    CAP_ADD((c, h, v) -> h.withCapAdd(OverrideValue.capabilities(v)), v -> !safeCapabilities(v)),
    CAP_DROP((c, h, v) -> h.withCapDrop(OverrideValue.capabilities(v))),
    /** Added to the agent's own by {@link ContainerSpecs}. */
    SECURITY_OPT((c, h, v) -> OverrideValue.list(v), v -> !onlyStricter(v)),
    VOLUMES((c, h, v) -> h.withBinds(OverrideValue.binds(v)), v -> !onlyNamedVolumes(v), "binds"),
    DEVICES((c, h, v) -> h.withDevices(OverrideValue.devices(v)), v -> true),
    DEVICE_CGROUP_RULES((c, h, v) -> h.withDeviceCgroupRules(OverrideValue.list(v)), v -> true),
    DEVICE_REQUESTS((c, h, v) -> h.withDeviceRequests(OverrideValue.deviceRequests(v)), v -> true),
    RUNTIME((c, h, v) -> h.withRuntime(OverrideValue.text(v)), v -> true),
    PRIVILEGED((c, h, v) -> h.withPrivileged(OverrideValue.flag(v)), v -> !v.isBoolean() || v.booleanValue()),
    NETWORK_MODE((c, h, v) -> h.withNetworkMode(OverrideValue.text(v)), v -> true, "network"),
    PID_MODE((c, h, v) -> h.withPidMode(OverrideValue.text(v)), v -> true),
    IPC_MODE(
            (c, h, v) -> h.withIpcMode(OverrideValue.text(v)),
            v -> !Set.of("private", "none").contains(v.asText())),
    UTS_MODE((c, h, v) -> h.withUtSMode(OverrideValue.text(v)), v -> true),
    USERNS_MODE((c, h, v) -> h.withUsernsMode(OverrideValue.text(v)), v -> true),
    CGROUPNS_MODE(
            (c, h, v) -> h.withCgroupnsMode(OverrideValue.text(v)), v -> !"private".equals(v.asText()), "cgroupns"),
    CGROUP_PARENT((c, h, v) -> h.withCgroupParent(OverrideValue.text(v)), v -> true);

    /** Docker's default set without those that forge packets or make devices. */
    private static final Set<String> SAFE_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private final Apply apply;
    private final Predicate<JsonNode> dangerous;
    private final List<String> aliases;

    /** Writes a value into a container's creation; throws {@link OverrideValue.Bad} when it has the wrong form. */
    @FunctionalInterface
    interface Apply {
        void to(CreateContainerCmd command, HostConfig host, JsonNode value);
    }

    OverrideKey(Apply apply, String... aliases) {
        this(apply, value -> false, aliases);
    }

    OverrideKey(Apply apply, Predicate<JsonNode> dangerous, String... aliases) {
        this.apply = apply;
        this.dangerous = dangerous;
        this.aliases = List.of(aliases);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True when this value would take hold of the host. */
    boolean isDangerous(JsonNode value) {
        return dangerous.test(value);
    }

    void apply(CreateContainerCmd command, HostConfig host, JsonNode value) {
        apply.to(command, host, value);
    }

    /** Accepts {@code shm_size} and {@code shmSize}. */
    static Optional<OverrideKey> find(String name) {
        var snake = snake(name);
        return Arrays.stream(values())
                .filter(key -> key.wireName().equals(snake) || key.aliases.contains(snake))
                .findFirst();
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(OverrideKey::wireName).toList();
    }

    private static boolean safeCapabilities(JsonNode value) {
        return OverrideValue.list(value).stream()
                .map(OverrideValue::capabilityName)
                .allMatch(SAFE_CAPABILITIES::contains);
    }

    private static boolean onlyStricter(JsonNode value) {
        return OverrideValue.list(value).stream()
                .allMatch(Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true")::contains);
    }

    private static boolean onlyNamedVolumes(JsonNode value) {
        return OverrideValue.bindTexts(value).stream().allMatch(bind -> bind.matches("[A-Za-z0-9][A-Za-z0-9_.-]*:.*"));
    }
}
