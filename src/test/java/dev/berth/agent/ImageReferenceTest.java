package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "debian,docker.io,debian,latest",
        "kasmweb/desktop:1.17.0,docker.io,kasmweb/desktop,1.17.0",
        "localhost/x,localhost,localhost/x,latest",
        "127.0.0.1:5000/a/b:1,127.0.0.1:5000,127.0.0.1:5000/a/b,1",
        "registry.example.org/team/my_app-x:v1,registry.example.org,registry.example.org/team/my_app-x,v1"
    })
    void partsAreFound(String text, String registry, String repository, String tag) {
        var image = ImageReference.parse(text);
        assertEquals(registry, image.registry());
        assertEquals(repository, image.repository());
        assertEquals(tag, image.tag());
        assertEquals(repository + ":" + tag, image.full());
    }

    @Test
    void aDigestCountsMoreThanATag() {
        var digest = "sha256:" + "a".repeat(64);
        var image = ImageReference.parse("a/b:1@" + digest);
        assertEquals("a/b@" + digest, image.full());
        assertEquals(digest, image.version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "UPPER",
                "a b",
                "a:",
                ":1",
                "a//b",
                "http://a/b",
                "a@sha256:12",
                "../x",
                "a:1:2",
                "-a",
                "a\nb"
            })
    void whatIsNoneIsRefusedByName(String text) {
        var problem = assertThrows(Problem.class, () -> ImageReference.parse(text));
        assertTrue(problem.detail().contains("is no image reference"), problem.detail());
        assertTrue(problem.detail().chars().noneMatch(Character::isISOControl), problem.detail());
    }
}
