import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Part of the build, for sooner starts: Slim LIBRARIES SOURCES. Puts the classes of SOURCES in place of those of the same
 * name in the libraries, and takes the libraries' signatures away: whoever has the program has checked where it is from,
 * while Java would check thousands of digests at each start and keeps no class of a signed library in its ahead-of-time
 * cache. To do it twice does no harm.
 */
public final class Slim {
    /** The same for each build. */
    private static final FileTime EPOCH = FileTime.from(Instant.parse("1980-02-01T00:00:00Z"));

    public static void main(String[] arguments) throws IOException {
        var libraries = Path.of(arguments[0]);
        if (!Files.isDirectory(libraries)) {
            return; // nothing was packaged
        }
        var jars = files(libraries, ".jar");
        for (var jar : jars) {
            try (var inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
                withoutSignature(inside);
            }
        }
        replace(jars, files(Path.of(arguments[1]), ".java"));
    }

    private static List<Path> files(Path directory, String kind) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(kind)).sorted().toList();
        }
    }

    private static void withoutSignature(FileSystem jar) throws IOException {
        var information = jar.getPath("META-INF");
        if (!Files.isDirectory(information)) {
            return;
        }
        boolean signed = false;
        try (Stream<Path> all = Files.list(information)) {
            for (var file : all.filter(Slim::isSignature).toList()) {
                Files.delete(file);
                signed = true;
            }
        }
        if (signed) {
            var file = information.resolve("MANIFEST.MF");
            Manifest manifest;
            try (var in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            manifest.getEntries().clear();
            try (var out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
            Files.setLastModifiedTime(file, EPOCH);
        }
    }

    private static boolean isSignature(Path file) {
        return file.getFileName().toString().matches("(?i).+[.](SF|DSA|RSA|EC)");
    }

    private static void replace(List<Path> jars, List<Path> sources) throws IOException {
        var compiled = Files.createTempDirectory("slim");
        var options = new ArrayList<>(List.of("-g", "-proc:none", "-nowarn", "-d", compiled.toString(), "-cp"));
        options.add(String.join(":", jars.stream().map(Path::toString).toList()));
        sources.forEach(source -> options.add(source.toString()));
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the framework's neighbours of our classes have changed");
        }
        for (var made : files(compiled, ".class")) {
            put(jars, compiled.relativize(made).toString(), Files.readAllBytes(made));
        }
        for (var left : files(compiled, "").reversed()) {
            Files.delete(left);
        }
    }

    private static void put(List<Path> jars, String name, byte[] made) throws IOException {
        for (var jar : jars) {
            try (var inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
                var there = inside.getPath(name);
                if (Files.exists(there)) {
                    Files.write(there, made);
                    Files.setLastModifiedTime(there, EPOCH);
                    return;
                }
            }
        }
        throw new IllegalStateException("no library has a class " + name + " any more");
    }
}
