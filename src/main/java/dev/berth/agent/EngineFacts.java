package dev.berth.agent;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.RemoteApiVersion;
import dev.berth.contract.Capacity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a connected engine is and can.
 *
 * @param architecture of its host's processor, in Docker's spelling
 * @param rootDir  its data directory, on its own host
 * @param gpus     whole GPUs that it can hand out
 * @param lacks    limits that it cannot enforce, in sentences
 */
record EngineFacts(
        Capacity.Engine engine, String architecture, Optional<String> rootDir, int gpus, List<String> lacks) {
    static EngineFacts of(Version version, Info info, RemoteApiVersion api, boolean local) {
        var podman = Objects.requireNonNullElse(version.getComponents(), List.<Object>of())
                .toString();
        var name = podman.toLowerCase(Locale.ROOT).contains("podman") ? "Podman" : "Docker Engine";
        var engine = new Capacity.Engine(
                name,
                Objects.requireNonNullElse(version.getVersion(), "unknown"),
                api.getVersion(),
                Objects.requireNonNullElse(info.getNCPU(), 1),
                Objects.requireNonNullElse(info.getMemTotal(), 0L));
        return new EngineFacts(
                engine,
                Objects.requireNonNullElse(version.getArch(), "unknown"),
                Optional.ofNullable(info.getDockerRootDir()),
                Gpus.count(info, local),
                lacks(info));
    }

    private static List<String> lacks(Info info) {
        var lacks = new ArrayList<String>();
        if (Boolean.FALSE.equals(info.getMemoryLimit())) {
            lacks.add("The engine cannot limit memory: enable the memory cgroup of this host.");
        }
        if (Boolean.FALSE.equals(info.getCpuCfsQuota())) {
            lacks.add("The engine cannot limit CPU: enable CFS quotas in this host's kernel.");
        }
        if (Boolean.FALSE.equals(info.getSwapLimit())) {
            lacks.add("The engine cannot limit swap, so a workspace may use more than its memory limit:"
                    + " start the kernel with swapaccount=1 or turn swap off.");
        }
        return List.copyOf(lacks);
    }
}
