package io.echelon.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.echelon.core.Effect;
import io.echelon.core.Input;
import io.echelon.protocol.Frame;
import io.echelon.protocol.Reply;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house as ARCHITECTURE.md draws it: which room may know which, and what is done in one place
/// only.
final class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(folders("core", "protocol", "client", "server", "replication", "cli"));

    private static final JavaClasses TESTS = new ClassFileImporter()
            .importPaths(Stream.of("core", "protocol", "client", "server", "replication", "testkit", "cli")
                    .map(module -> root().resolve(module).resolve("target/test-classes"))
                    .toList());

    private static Path root() {
        return Path.of(System.getProperty("echelon.root"));
    }

    private static Path[] folders(String... modules) {
        return Stream.of(modules)
                .map(module -> root().resolve(module).resolve("target/classes"))
                .toArray(Path[]::new);
    }

    @Test
    void arrowsPointAtWhatIsKnown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy("io.echelon.core..")
                .layer("protocol")
                .definedBy("io.echelon.protocol..")
                .layer("client")
                .definedBy("io.echelon.client..")
                .layer("server")
                .definedBy("io.echelon.server..")
                .layer("replication")
                .definedBy("io.echelon.replication..")
                .layer("cli")
                .definedBy("io.echelon.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("replication")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("core")
                .mayOnlyBeAccessedByLayers("server", "replication", "cli")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("client", "server", "cli")
                .check(PRODUCT);
    }

    @Test
    void theCommandKnowsTheCoreWhereItIntroducesANodeToAServerOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.echelon.cli..")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.cli.NodeReplica")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.echelon.core..")
                .check(PRODUCT);
    }

    @Test
    void coreUsesTheLanguageAndItsCollectionsOnly() {
        classes()
                .that()
                .resideInAPackage("io.echelon.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.echelon.core..",
                        "java.lang",
                        "java.lang.runtime",
                        "java.lang.invoke",
                        "java.util",
                        "java.util.function",
                        "org.jspecify.annotations"))
                .check(PRODUCT);
    }

    @Test
    void coreKnowsNoClockNoThreadNoChanceAndNoHashOrder() {
        DescribedPredicate<JavaClass> impure = JavaClass.Predicates.belongToAnyOf(
                        Thread.class,
                        ThreadLocal.class,
                        java.util.Random.class,
                        java.util.Date.class,
                        java.util.Timer.class,
                        java.util.UUID.class,
                        java.util.SplittableRandom.class,
                        java.util.HashMap.class,
                        java.util.HashSet.class,
                        java.util.IdentityHashMap.class)
                .as("a clock, a thread, chance or hash order");
        inCore(noClasses().that().resideInAPackage("io.echelon.core..").should().dependOnClassesThat(impure));
        inCore(noClasses().that().resideInAPackage("io.echelon.core..").should().callMethod(System.class, "nanoTime"));
        inCore(noClasses()
                .that()
                .resideInAPackage("io.echelon.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis"));
        inCore(noClasses()
                .that()
                .resideInAPackage("io.echelon.core..")
                .should()
                .callMethod(System.class, "identityHashCode", Object.class));
        inCore(noClasses()
                .that()
                .resideInAPackage("io.echelon.core..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.belongToAnyOf(double.class, float.class, Double.class, Float.class)));
    }

    private static void inCore(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @Test
    void protocolUsesTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.echelon.protocol..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.echelon.protocol..", "java..", "org.jspecify.annotations"))
                .check(PRODUCT);
    }

    @Test
    void clientUsesTheProtocolAndTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.echelon.client..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.echelon.client..",
                        "io.echelon.protocol..",
                        "java..",
                        "jdk.net",
                        "org.jspecify.annotations"))
                .check(PRODUCT);
    }

    @Test
    void onlyTheNetRoomKnowsNetty() {
        noClasses()
                .that(not(resideInAPackage("io.echelon.server.net..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(PRODUCT);
    }

    @Test
    void onlyReplicationKnowsRatis() {
        noClasses()
                .that(not(resideInAPackage("io.echelon.replication..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.ratis..")
                .check(PRODUCT);
    }

    @Test
    void howEntriesAreWrittenIsNoBusinessOfRatis() {
        noClasses()
                .that()
                .resideInAPackage("io.echelon.replication.codec..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.ratis..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheCommandReadsOptionsPrintsAndExits() {
        DescribedPredicate<JavaClass> elsewhere = not(resideInAPackage("io.echelon.cli.."));
        noClasses()
                .that(elsewhere)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(PRODUCT);
        noClasses().that(elsewhere).should().accessField(System.class, "out").check(PRODUCT);
        noClasses().that(elsewhere).should().accessField(System.class, "err").check(PRODUCT);
        noClasses()
                .that(elsewhere)
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(PRODUCT);
        noClasses()
                .that(elsewhere)
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .check(PRODUCT);
    }

    @Test
    void programsUnderALeaseKnowTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.echelon.cli.run..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.echelon.cli.run..", "java..", "org.jspecify.annotations"))
                .check(PRODUCT);
    }

    @Test
    void certificatesKnowTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.echelon.cli.certificate..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.echelon.cli.certificate..", "java..", "org.jspecify.annotations"))
                .check(PRODUCT);
    }

    @Test
    void whatHappensAndWhatIsToBeDoneAreRecords() {
        for (Class<?> sealed : new Class<?>[] {Input.class, Effect.class, Frame.class, Reply.class}) {
            classes()
                    .that()
                    .areAssignableTo(sealed)
                    .and()
                    .areNotInterfaces()
                    .should()
                    .beRecords()
                    .check(PRODUCT);
        }
    }

    @Test
    void threadsAreMadeInAFewPlaces() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.echelon.cli.StopSignal")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.cli.Threads")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.client.DaemonThreads")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.replication.RaftNode")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.replication.ClusterAdministration")
                .and()
                .doNotHaveFullyQualifiedName("io.echelon.replication.LeaderLink")
                .should()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .check(PRODUCT);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.echelon.server.net.Listener")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("DefaultThreadFactory")
                .check(PRODUCT);
    }

    @Test
    void noTestSleepsOrIsDisabled() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TESTS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Disabled")
                .check(TESTS);
    }
}
