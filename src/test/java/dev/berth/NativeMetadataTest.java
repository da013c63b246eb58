package dev.berth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import dev.berth.node.call.Wire;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What a native build cannot see by itself is written down beside the code that needs it. The list of docker-java's
 * classes is written from its jars with {@code -Dberth.write-docs=true}, and checked without.
 */
class NativeMetadataTest {
    private static final Path METADATA = Path.of("src/main/resources/META-INF/native-image/dev.berth");
    /** Where Jackson reads and writes: requests, answers, and what they are made of. */
    private static final Pattern DOCKER_JSON = Pattern.compile("com/github/dockerjava/"
            + "(api/model/|api/command/|core/command/|core/DockerConfigFile|core/DockerContextMetaFile).*[.]class");

    private static final Pattern SENT = Pattern.compile("[.]entity[(]\\s*new (\\w+)[(]");

    private static final Path GENERATED = Path.of("target/native-sources");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyClassOfDockerJavaIsListed() throws Exception {
        var file = METADATA.resolve("agent/reachability-metadata.json");
        var page = Stream.of(HostConfig.class, CreateContainerCmdImpl.class)
                .flatMap(NativeMetadataTest::classes)
                .sorted()
                .map(
                        "    {\"type\": \"%s\", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true, \"allDeclaredFields\": true}"
                                ::formatted)
                .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
        if (Boolean.getBoolean("berth.write-docs")) {
            Files.writeString(file, page);
        }
        assertEquals(page, Files.readString(file), "run scripts/docs");
    }

    private static Stream<String> classes(Class<?> one) {
        try (var jar = new JarFile(
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> DOCKER_JSON.matcher(name).matches())
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDatabasesArchiveIsNamed() throws IOException {
        var globs = globs(METADATA.resolve("database/reachability-metadata.json"));
        assertEquals(List.of("postgres-linux-*.txz"), globs);
        assertNotNull(NativeMetadataTest.class.getResource("/postgres-linux-x86_64.txz"));
    }

    /** The SDK finds its sender by name. */
    @Test
    void theSenderOfTracesIsNamed() throws Exception {
        var file = METADATA.resolve("node/reachability-metadata.json");
        var service = globs(file).getFirst();
        var types = elements(json.readTree(file.toFile()).path("reflection"))
                .map(type -> type.path("type").asText())
                .toList();
        try (var in = NativeMetadataTest.class.getResourceAsStream("/" + service)) {
            var named = new String(Objects.requireNonNull(in, service).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    types, named.lines().filter(line -> !line.startsWith("#")).toList());
        }
    }

    /** acme4j reads its version when its classes are initialised, and could not be without. */
    @Test
    void theVersionOfAcme4jIsNamed() throws IOException {
        var globs = globs(METADATA.resolve("node/reachability-metadata.json"));
        assertEquals("org/shredzone/acme4j/version.properties", globs.getLast());
        assertNotNull(NativeMetadataTest.class.getResource("/" + globs.getLast()));
    }

    private List<String> globs(Path file) throws IOException {
        return elements(json.readTree(file.toFile()).path("resources"))
                .map(resource -> resource.path("glob").asText())
                .toList();
    }

    /** The framework registers what it sees in signatures; what is made for a {@code Response} it does not see. */
    @Test
    void whatResponsesCarryIsRegistered() throws IOException {
        var registered = elements(entry(runner(), "META-INF/native-image/reflect-config.json"))
                .map(type -> type.path("name").asText())
                .map(name -> name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1))
                .collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java/dev/berth"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var sent = SENT.matcher(Files.readString(file));
                while (sent.find()) {
                    if (!registered.contains(sent.group(1))) {
                        missing.add(sent.group(1));
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(), missing, "annotate with @RegisterForReflection");
        assertTrue(registered.contains("CreatedUser"), "the pattern finds what it looks for");
        assertTrue(registered.contains("CheckIn"), "the records between nodes");
    }

    /** What is left out of the list would arrive empty, or fail, at the first node that is native. */
    @Test
    void everyRecordWithinARecordBetweenNodesIsListed() {
        var listed =
                Set.of(Wire.class.getAnnotation(RegisterForReflection.class).targets());
        var missing = listed.stream()
                .flatMap(NativeMetadataTest::components)
                .filter(part -> part.isRecord() && part.getName().startsWith("dev.berth."))
                .filter(part -> !listed.contains(part))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(), missing, "add them to Wire");
    }

    private static Stream<Class<?>> components(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents()).flatMap(part -> classes(part.getGenericType()))
                : Stream.empty();
    }

    private static Stream<Class<?>> classes(Type type) {
        return switch (type) {
            case ParameterizedType of -> Stream.of(of.getActualTypeArguments()).flatMap(NativeMetadataTest::classes);
            case Class<?> one -> Stream.of(one.isArray() ? one.getComponentType() : one);
            default -> Stream.empty();
        };
    }

    @Test
    void theProgramsOwnFilesAreTakenAlong() throws IOException {
        var resources =
                entry(runner(), "META-INF/native-image/resource-config.json").toString();
        assertTrue(resources.contains("db/changelog.sql"), "the database's change log");
        if (Files.exists(Path.of("target/classes/META-INF/resources/index.html"))) {
            assertTrue(resources.contains("META-INF/resources/index.html"), "the console");
        }
    }

    /** What {@code scripts/test} has generated, unless the code is newer. */
    private static Path runner() throws IOException {
        var runner = newest(GENERATED, "-runner.jar");
        assumeTrue(runner.isPresent(), "scripts/test generates the native sources");
        var code = newest(Path.of("src/main/java"), ".java").orElseThrow();
        assumeTrue(age(runner.get()).compareTo(age(code)) > 0, "the native sources are of older code");
        return runner.get();
    }

    private static Optional<Path> newest(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(Comparator.comparing(NativeMetadataTest::age));
        }
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode entry(Path jar, String name) throws IOException {
        try (var file = new JarFile(jar.toFile());
                var in = file.getInputStream(file.getEntry(name))) {
            return json.readTree(in);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
