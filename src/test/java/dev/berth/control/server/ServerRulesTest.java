package dev.berth.control.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.contract.Problem;
import dev.berth.contract.RemoteProtocol;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerRulesTest {
    private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n";
    private static final ServerForm.Security ANY = security(RdpSecurity.ANY, CertificateTrust.ACCEPT, "");

    private static ServerForm.Security security(RdpSecurity mode, CertificateTrust trust, String pinned) {
        return new ServerForm.Security(mode, trust, pinned);
    }

    private static ServerForm form(
            RemoteProtocol protocol,
            String host,
            @Nullable Integer port,
            @Nullable String privateKey,
            ServerForm.Security security,
            @Nullable Integer most) {
        return new ServerForm(
                "PC 7",
                "",
                protocol,
                host,
                port,
                "default",
                new ServerForm.Credentials(CredentialMode.STATIC, "ann", "", "secret", privateKey, null),
                security,
                Map.of(),
                most,
                most,
                Map.of(),
                true);
    }

    private static List<String> wrong(ServerForm form) {
        return assertThrows(Problem.class, () -> ServerRules.check(form)).errors().stream()
                .map(Problem.FieldError::field)
                .toList();
    }

    @Test
    void machinesOfEachProtocol() {
        ServerRules.check(form(RemoteProtocol.RDP, "pc7.example.org", 3390, null, ANY, 1));
        ServerRules.check(form(RemoteProtocol.SSH, "10.0.0.7", null, KEY, ANY, null));
        ServerRules.check(form(RemoteProtocol.VNC, "fd00::7", null, null, ANY, null));
        ServerRules.check(form(
                RemoteProtocol.RDP,
                "pc",
                null,
                null,
                security(RdpSecurity.NLA, CertificateTrust.PIN, "sha256:" + "3a:".repeat(31) + "3a"),
                null));
        ServerRules.check(form(
                RemoteProtocol.SSH,
                "pc",
                null,
                null,
                security(RdpSecurity.ANY, CertificateTrust.PIN, "ssh-ed25519 " + "A".repeat(68)),
                null));
    }

    @Test
    void hostsAreNamesOrAddressesAndNothingElse() {
        for (var host : List.of("", "a b", "http://pc", "pc:22", "pc/x", "pc\n", "-pc", "a".repeat(300))) {
            assertEquals(List.of("host"), wrong(form(RemoteProtocol.SSH, host, null, null, ANY, null)), host);
        }
    }

    @Test
    void allErrorsAreToldAtOnce() {
        assertEquals(
                List.of("port", "privateKey", "maxSessions", "maxUsers"),
                wrong(form(RemoteProtocol.RDP, "pc", 70_000, KEY, ANY, 0)));
        assertEquals(List.of("privateKey"), wrong(form(RemoteProtocol.SSH, "pc", null, "a key", ANY, null)));
    }

    @Test
    void securityIsOfItsProtocol() {
        var nla = security(RdpSecurity.NLA, CertificateTrust.ACCEPT, "");
        assertEquals(List.of("security"), wrong(form(RemoteProtocol.SSH, "pc", null, null, nla, null)));
        var refuse = security(RdpSecurity.ANY, CertificateTrust.REFUSE, "");
        assertEquals(List.of("certificate"), wrong(form(RemoteProtocol.SSH, "pc", null, null, refuse, null)));
        var unpinned = security(RdpSecurity.ANY, CertificateTrust.PIN, "");
        assertEquals(List.of("pinnedCertificate"), wrong(form(RemoteProtocol.RDP, "pc", null, null, unpinned, null)));
        assertEquals(List.of("pinnedCertificate"), wrong(form(RemoteProtocol.SSH, "pc", null, null, unpinned, null)));
        var withHost = security(RdpSecurity.ANY, CertificateTrust.PIN, "pc ssh-ed25519 " + "A".repeat(68));
        assertEquals(List.of("pinnedCertificate"), wrong(form(RemoteProtocol.SSH, "pc", null, null, withHost, null)));
    }

    private static Server stored(ServerForm form) {
        var server = new Server();
        server.protocol = form.protocol();
        server.host = form.host();
        server.port = form.port();
        server.zone = form.zone();
        server.password = new byte[] {1};
        return server;
    }

    private static ServerForm leavingThePasswordOut(RemoteProtocol protocol, String host, @Nullable Integer port) {
        var all = form(protocol, host, port, null, ANY, null);
        var credentials = new ServerForm.Credentials(CredentialMode.STATIC, "ann", "", null, null, null);
        return new ServerForm(
                all.name(),
                all.description(),
                protocol,
                host,
                port,
                all.zone(),
                credentials,
                all.security(),
                all.parameters(),
                null,
                null,
                all.labels(),
                true);
    }

    @Test
    void aStoredSecretDoesNotFollowToAnotherMachine() {
        var stored = stored(form(RemoteProtocol.SSH, "pc7.example.org", null, null, ANY, null));
        ServerRules.checkSecretsStay(stored, leavingThePasswordOut(RemoteProtocol.SSH, "PC7.example.org", 22));
        for (var elsewhere : List.of(
                leavingThePasswordOut(RemoteProtocol.SSH, "evil.example.org", null),
                leavingThePasswordOut(RemoteProtocol.SSH, "pc7.example.org", 2222),
                leavingThePasswordOut(RemoteProtocol.VNC, "pc7.example.org", 22))) {
            assertEquals(
                    List.of("password"),
                    assertThrows(Problem.class, () -> ServerRules.checkSecretsStay(stored, elsewhere)).errors().stream()
                            .map(Problem.FieldError::field)
                            .toList());
        }
        // entered again
        ServerRules.checkSecretsStay(stored, form(RemoteProtocol.SSH, "evil.example.org", null, null, ANY, null));
    }
}
