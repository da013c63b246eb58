package dev.berth.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of ACME. */
public record TestAcme(
        Optional<String> directory,
        Optional<List<String>> names,
        Optional<String> keyId,
        Optional<String> macKey,
        Optional<Path> ca)
        implements AcmeConfig {
    public static final TestAcme OFF =
            new TestAcme(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public Optional<String> contact() {
        return Optional.of("admin@example.org");
    }

    @Override
    public boolean agreeTerms() {
        return true;
    }

    @Override
    public Optional<Path> macKeyFile() {
        return Optional.empty();
    }
}
