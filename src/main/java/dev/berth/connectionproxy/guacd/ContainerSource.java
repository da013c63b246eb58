package dev.berth.connectionproxy.guacd;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A container of the Docker Engine of this host, that can reach machines and nothing else. */
final class ContainerSource implements Source {
    static final int PORT = 4822;

    private final Docker docker;
    private final GuacdConfig config;
    private final int index;

    ContainerSource(Docker docker, GuacdConfig config, int index) {
        this.docker = docker;
        this.config = config;
        this.index = index;
    }

    @Override
    public String name() {
        return "container-" + index;
    }

    private String container() {
        return docker.name() + "-" + index;
    }

    /** An earlier one is replaced: its sessions died with the process that had them, and its settings may be others. */
    @Override
    public Running start() {
        docker.ensureImage(config.guacdImage());
        docker.remove(container());
        docker.ensureNetwork();
        docker.run(container(), limits(), config.guacdImage());
        var address = docker.inspect(container(), "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
        if (!address.matches("[0-9a-fA-F:.]+")) {
            var death = death().orElse("It has no address.");
            docker.remove(container());
            throw new Problem(ProblemCode.UNAVAILABLE, "The guacd container does not start: " + death);
        }
        return new Running(new InetSocketAddress(address, PORT), this::death, () -> docker.remove(container()));
    }

    private List<String> limits() {
        var memory = String.valueOf(config.guacdMemory().asLongValue());
        int cpus = Math.min(config.guacdCpus(), docker.cpus());
        return List.of(
                "--memory=" + memory,
                "--memory-swap=" + memory,
                "--cpus=" + cpus,
                "--cpuset-cpus=" + cpuset(cpus, docker.cpus(), index),
                "--pids-limit=" + config.guacdPids(),
                // files that users exchange with a machine lie here, and count as memory
                "--tmpfs=/tmp:rw,nosuid,nodev,noexec,mode=1777,size="
                        + config.guacdMemory().asLongValue() / 2);
    }

    /** Several guacd share the host's CPUs out among them, as far as there are enough. */
    static String cpuset(int wanted, int there, int index) {
        int first = index * wanted % there;
        var set = new StringBuilder();
        for (int i = 0; i < wanted; i++) {
            set.append(i == 0 ? "" : ",").append((first + i) % there);
        }
        return set.toString();
    }

    private Optional<String> death() {
        return docker.death(container());
    }
}
