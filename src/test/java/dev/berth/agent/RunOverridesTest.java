package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOverridesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{}",
                "{'hostname': 'pc'}",
                "{'shm_size': '512m'}",
                "{'shmSize': 536870912}",
                "{'environment': {'A': 'b', 'N': 1}}",
                "{'env': ['A=b', 'EMPTY']}",
                "{'cap_add': ['CHOWN', 'cap_sys_chroot']}",
                "{'security_opt': ['no-new-privileges:true']}",
                "{'privileged': false}",
                "{'volumes': ['cache:/cache:ro']}",
                "{'volumes': {'cache': {'bind': '/cache', 'mode': 'rw'}}}",
                "{'ipc_mode': 'private'}",
                "{'dns': ['192.0.2.53'], 'extra_hosts': {'db': '192.0.2.7'}}",
                "{'ulimits': [{'Name': 'nofile', 'Soft': 1024, 'Hard': 2048}]}",
                "{'tmpfs': {'/scratch': 'size=64m'}, 'workingDir': '/home', 'entrypoint': '/bin/sh -c', 'command': ['true']}"
            })
    void harmlessOnesPass(String json) {
        RunOverrides.parse(json.replace('\'', '"'), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "privileged        | true",
                "privileged        | 'true'",
                "cap_add           | ['SYS_ADMIN']",
                "cap_add           | ['CHOWN', 'cap_net_admin']",
                "capAdd            | ['NET_RAW']",
                "cap_add           | ['ALL']",
                "network_mode      | 'host'",
                "network           | 'other'",
                "networkMode       | 'container:abc'",
                "pid_mode          | 'host'",
                "ipc_mode          | 'host'",
                "ipc_mode          | 'container:abc'",
                "uts_mode          | 'host'",
                "userns_mode       | 'host'",
                "cgroupns          | 'host'",
                "cgroup_parent     | '/'",
                "volumes           | ['/:/host']",
                "volumes           | ['/var/run/docker.sock:/s']",
                "volumes           | {'/etc': {'bind': '/e', 'mode': 'ro'}}",
                "binds             | ['./x:/x']",
                "binds             | ['~/x:/x']",
                "security_opt      | ['seccomp=unconfined']",
                "security_opt      | ['apparmor:unconfined']",
                "security_opt      | ['no-new-privileges:false']",
                "securityOpt       | ['label=disable']",
                "devices           | ['/dev/kvm']",
                "device_requests   | [{'Count': -1}]",
                "deviceCgroupRules | ['c 1:3 mr']",
                "runtime           | 'runc'"
            })
    void dangerousOnesNeedTheAgentsPermission(String key, String value) {
        var json = "{\"" + key.strip() + "\": " + value.strip().replace('\'', '"') + "}";
        var problem = assertThrows(Problem.class, () -> RunOverrides.parse(json, false));
        assertEquals(ProblemCode.INVALID, problem.code());
        assertTrue(problem.detail().contains("'" + key.strip() + "'"), problem.detail());
        assertTrue(problem.detail().contains("--agent-privileged-overrides"), problem.detail());
    }

    @Test
    void anAdministratorMayAllowThem() {
        RunOverrides.parse("{\"privileged\": true, \"devices\": [\"/dev/kvm\"], \"volumes\": [\"/srv:/srv\"]}", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'shm-size': 1}          | Did you mean 'shm_size'?",
                "{'hostnme': 'x'}         | Did you mean 'hostname'?",
                "{'mem_limit': '8g'}      | decided by the workspace",
                "{'ports': {}}            | decided by the workspace",
                "{'restartPolicy': {}}    | decided by the workspace",
                "{'hostname': []}         | must be a text",
                "{'shm_size': 'big'}      | must be a size",
                "{'shm_size': -1}         | must be a size",
                "{'cap_add': ['FLY']}     | take hold",
                "{'cap_drop': ['FLY']}    | must be a list of capabilities",
                "{'environment': 'A=b'}   | must be an object",
                "{'environment': {'A=': 1}} | hold no",
                "{'environment': {'A': []}} | must be an object",
                "{'dns': {}}              | must be a list",
                "{'ulimits': 'x'}         | must be a list",
                "[]                       | one JSON object",
                "{                        | no JSON"
            })
    void whatCannotBeMeantIsRefused(String json, String because) {
        var problem = assertThrows(Problem.class, () -> RunOverrides.parse(json.replace('\'', '"'), false));
        assertEquals(ProblemCode.INVALID, problem.code());
        assertTrue(problem.detail().contains(because), problem.detail());
    }

    @Test
    void valuesReachTheContainer() {
        var command = new CreateContainerCmdImpl(
                created -> {
                    throw new IllegalStateException();
                },
                null,
                "image");
        var host = new HostConfig();
        RunOverrides.parse(
                        "{\"shmSize\": \"1g\", \"user\": 0, \"command\": \"sleep 5\", \"dns\": \"192.0.2.1\","
                                + " \"extra_hosts\": {\"db\": \"192.0.2.7\"}, \"tmpfs\": [\"/run\"]}",
                        false)
                .apply(command, host);
        assertEquals(1L << 30, host.getShmSize());
        assertEquals("0", command.getUser());
        assertEquals(List.of("sleep", "5"), List.of(command.getCmd()));
        assertEquals(List.of("db:192.0.2.7"), List.of(host.getExtraHosts()));
        assertEquals(Map.of("/run", ""), host.getTmpFs());
    }
}
