package dev.berth.agent;

import dev.berth.contract.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Docker image reference in its parts.
 *
 * @param registry   host and port, for example {@code registry.example.org:5000}; {@code docker.io} when none is named
 * @param repository registry included, as the engine wants it
 * @param tag        {@code latest} when neither tag nor digest is named
 */
record ImageReference(String text, String registry, String repository, String tag, Optional<String> digest) {
    private static final String HUB = "docker.io";
    private static final int MAX_LENGTH = 512;
    private static final Pattern FORM = Pattern.compile("(?<repository>(?:(?<registry>"
            + "[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?|\\[[0-9a-fA-F:]+\\](?::[0-9]{1,5})?)/)?"
            + "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
            + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
            + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    /** @throws Problem {@code INVALID} naming the image */
    static ImageReference parse(String text) {
        var match = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !match.matches()) {
            throw Problem.invalid(
                    "image",
                    "'" + LastWords.plain(text.substring(0, Math.min(text.length(), MAX_LENGTH)))
                            + "' is no image reference. It looks like registry.example.org/team/desktop:1.2.");
        }
        var first = Optional.ofNullable(match.group("registry")).filter(ImageReference::isHost);
        return new ImageReference(
                text,
                first.orElse(HUB),
                match.group("repository"),
                Optional.ofNullable(match.group("tag")).orElse("latest"),
                Optional.ofNullable(match.group("digest")));
    }

    /** Docker's own rule: the first part is a host only when it looks like one. */
    private static boolean isHost(String part) {
        return part.contains(".") || part.contains(":") || part.equals("localhost");
    }

    /** Where a mirror of the public hub has it; empty for images of other registries and for those named by a digest. */
    Optional<ImageReference> at(String mirror) {
        if (!registry.equals(HUB) || digest.isPresent()) {
            return Optional.empty();
        }
        var path = repository.startsWith(HUB + "/") ? repository.substring(HUB.length() + 1) : repository;
        return Optional.of(parse(mirror + "/" + (path.contains("/") ? path : "library/" + path) + ":" + tag));
    }

    /** What a pull names besides the repository. */
    String version() {
        return digest.orElse(tag);
    }

    /** The reference with its tag, so that an image without one is never taken for all tags. */
    String full() {
        return digest.map(value -> repository + "@" + value).orElse(repository + ":" + tag);
    }
}
