package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.util.List;
import java.util.Locale;

/** Makes a sentence for the user out of what an engine says when a pull fails. */
final class PullErrors {
    private PullErrors() {}

    static Problem explain(ImageReference image, String message) {
        var said = message.toLowerCase(Locale.ROOT);
        var name = image.text();
        String sentence;
        if (has(said, "no space left on device", "not enough space", "disk quota exceeded")) {
            sentence = "The agent's disk is full, so " + name + " cannot be pulled. Remove unused images.";
        } else if (has(said, "toomanyrequests", "too many requests")) {
            sentence = "The registry " + image.registry() + " limits how often images may be pulled," + " and " + name
                    + " was one too many: try again later or give the workspace registry credentials.";
        } else if (has(said, "no matching manifest")) {
            sentence = "The image " + name + " does not exist for this agent's processor.";
        } else if (has(said, "repository does not exist or may require", "pull access denied")) {
            sentence = "There is no image " + name + ", or the registry " + image.registry()
                    + " wants other credentials for it.";
        } else if (has(said, "unauthorized", "authentication required", "denied", "no basic auth credentials", "401")) {
            sentence = "The registry " + image.registry() + " refuses to hand out " + name
                    + ". Check the workspace's registry user and password.";
        } else if (has(said, "manifest unknown", "not found", "manifest for", "name unknown")) {
            sentence = "There is no image " + name + " in the registry " + image.registry() + ".";
        } else if (has(said, "no such host", "connection refused", "i/o timeout", "network is unreachable")
                || has(said, "no route to host", "deadline exceeded", "tls handshake", "server misbehaving", "eof")
                || has(said, "request canceled", "connection reset", "x509", "http: server gave http response")) {
            sentence = "The registry " + image.registry() + " cannot be reached from this agent, so " + name
                    + " cannot be pulled.";
        } else {
            sentence = "Pulling " + name + " failed.";
        }
        return new Problem(ProblemCode.LAUNCH_FAILED, sentence + " The engine says: " + LastWords.plain(message) + ".");
    }

    private static boolean has(String said, String... signs) {
        return List.of(signs).stream().anyMatch(said::contains);
    }
}
