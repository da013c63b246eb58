package dev.berth.node.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"http://ca.example.org/dir", "ca.example.org", "https://", "https://a b/", "https://u:p@ca/"})
    void aDirectoryIsAnHttpsAddress(String text) {
        assertTrue(AcmeSettings.directory(text).isPresent());
        assertEquals(Optional.empty(), AcmeSettings.directory("https://ca.example.org:14000/dir?a=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a..b", "10.0.0.1", "-a.example.org", "a_b.example.org", ",one.example.org", "*.example.org"
            })
    void namesAreHostNames(String text) {
        assertTrue(AcmeSettings.names(text).isPresent(), text);
        assertEquals(Optional.empty(), AcmeSettings.names("Proxy-1.example.org, proxy.intern"));
    }

    @Test
    void theUsualNameMustLeadHere() {
        assertTrue(AcmeSettings.usualName("proxy-1").isPresent());
        assertTrue(AcmeSettings.usualName("10.0.0.1").isPresent());
        assertEquals(Optional.empty(), AcmeSettings.usualName("proxy-1.example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ", "not base64 at all!!", "+/+/+/+/+/+/+/+/+/+/+/+/"})
    void aMacKeyIsBase64url(String text) {
        assertTrue(AcmeSettings.macKey(text).isPresent());
        assertEquals(
                Optional.empty(),
                AcmeSettings.macKey("zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"));
    }

    @Test
    void aContactIsAMailAddress() {
        assertTrue(AcmeSettings.contact("mailto:a@b.org").isPresent());
        assertTrue(AcmeSettings.contact("nobody").isPresent());
        assertEquals(Optional.empty(), AcmeSettings.contact("admin@example.org"));
    }
}
