package dev.berth;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of docs/architecture.md: which package may know which, and which library lives where. */
class ArchitectureTest {
    private static final String ROOT = "dev.berth.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.berth");

    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "contract", List.of(),
            "node", List.of("contract"),
            "remote", List.of("contract", "node"),
            "relay", List.of("contract", "node"),
            "control", List.of("contract"),
            "webapp", List.of("control", "contract", "node"),
            "agent", List.of("contract", "node", "relay"),
            "connectionproxy", List.of("contract", "node", "relay"),
            "zoneproxy", List.of("contract", "node", "relay"),
            "database", List.of("contract", "node"));

    /** Library package to the only package of ours that may use it. */
    private static final Map<String, String> LIVES_ONLY_IN = Map.of(
            "com.github.dockerjava..", "agent",
            "io.quarkus.hibernate..", "control",
            "jakarta.persistence..", "control",
            "liquibase..", "control",
            "org.apache.guacamole..", "connectionproxy",
            "org.apache.commons.compress..", "database",
            "io.opentelemetry..", "node.trace",
            "org.shredzone.acme4j..", "node.acme");

    @Test
    void packagesKnowOnlyWhomTheyMay() {
        MAY_IMPORT.forEach((name, others) -> {
            var forbidden = new ArrayList<>(MAY_IMPORT.keySet());
            forbidden.remove(name);
            forbidden.removeAll(others);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            forbidden.stream().map(p -> ROOT + p + "..").toArray(String[]::new)))
                    .check(CLASSES);
        });
    }

    @Test
    void nobodyKnowsTheCompositionRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.berth")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.berth"))
                .check(CLASSES);
    }

    @Test
    void librariesStayInTheirPackage() {
        LIVES_ONLY_IN.forEach((library, owner) -> noClasses()
                .that(not(resideInAPackage(ROOT + owner + "..")))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CLASSES));
    }

    @Test
    void theContractNeedsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "contract")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", ROOT + "contract", "org.jspecify..")))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.berth.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.berth.control.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCompositionRootAsksForRoles() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.berth", ROOT + "node")
                .should()
                .callMethod(dev.berth.node.Roles.class, "has", dev.berth.node.Role.class)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto)")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (var directories = Files.walk(Path.of("src/main/java/dev/berth"))) {
            var silent = directories
                    .filter(Files::isDirectory)
                    .filter(directory -> !directory.endsWith("berth"))
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), silent);
        }
    }
}
