package dev.berth.control.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.RemoteProtocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuacdParametersTest {
    /** Files on the proxy's side, other hosts and ports, the policy's own, what other fields say, ways around the policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname",
                "port",
                "username",
                "password",
                "private-key",
                "passphrase",
                "domain",
                "security",
                "ignore-cert",
                "cert-tofu",
                "cert-fingerprints",
                "host-key",
                "read-only",
                "disable-copy",
                "disable-paste",
                "disable-audio",
                "enable-audio",
                "enable-audio-input",
                "audio-servername",
                "enable-printing",
                "enable-drive",
                "drive-path",
                "create-drive-path",
                "disable-upload",
                "disable-download",
                "enable-sftp",
                "sftp-hostname",
                "sftp-host-key",
                "sftp-password",
                "sftp-private-key",
                "sftp-disable-upload",
                "recording-path",
                "recording-name",
                "recording-include-keys",
                "recording-write-existing",
                "create-recording-path",
                "typescript-path",
                "typescript-name",
                "create-typescript-path",
                "gateway-hostname",
                "gateway-port",
                "gateway-username",
                "dest-host",
                "dest-port",
                "reverse-connect",
                "listen-timeout",
                "wol-send-packet",
                "wol-mac-addr",
                "wol-broadcast-addr",
                "wol-udp-port",
                "static-channels",
                "Font-Name",
                "font-name ",
                ""
            })
    void whatWouldReachBeyondTheMachineIsRefusedForEveryProtocol(String name) {
        for (var protocol : RemoteProtocol.values()) {
            assertTrue(GuacdParameters.complaint(protocol, name, "1").isPresent(), protocol + " " + name);
        }
    }

    @Test
    void harmlessOnesAreTakenByTheirProtocolAlone() {
        assertEquals(Optional.empty(), GuacdParameters.complaint(RemoteProtocol.SSH, "font-size", "14"));
        assertEquals(
                Optional.empty(),
                GuacdParameters.complaint(RemoteProtocol.SSH, "color-scheme", "background: rgb:00/00/00"));
        assertEquals(Optional.empty(), GuacdParameters.complaint(RemoteProtocol.RDP, "enable-wallpaper", "true"));
        assertEquals(Optional.empty(), GuacdParameters.complaint(RemoteProtocol.VNC, "color-depth", "24"));
        assertTrue(
                GuacdParameters.complaint(RemoteProtocol.VNC, "font-size", "14").isPresent());
        assertTrue(
                GuacdParameters.complaint(RemoteProtocol.SSH, "sftp-port", "23").isPresent());
    }

    @Test
    void valuesHaveTheirForm() {
        for (var value : new String[] {"", "14px", "99999999", "1\n2"}) {
            assertTrue(
                    GuacdParameters.complaint(RemoteProtocol.SSH, "font-size", value)
                            .isPresent(),
                    value);
        }
        assertTrue(GuacdParameters.complaint(RemoteProtocol.RDP, "enable-theming", "yes")
                .isPresent());
        assertTrue(
                GuacdParameters.complaint(RemoteProtocol.SSH, "command", "a\0b").isPresent());
        assertEquals(Optional.empty(), GuacdParameters.complaint(RemoteProtocol.VNC, "cursor", "remote"));
        assertTrue(
                GuacdParameters.complaint(RemoteProtocol.VNC, "cursor", "far").isPresent());
    }
}
