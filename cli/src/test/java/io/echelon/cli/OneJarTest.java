package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneJarTest {
    @TempDir
    private Path folder;

    @Test
    void itHasTheFilesOfAllAndOfTwoWithOneNameTheFirst() throws IOException {
        Path one = oneOf(Map.of("a/A.class", "A", "LICENSE", "mine"), Map.of("b/B.class", "B", "LICENSE", "theirs"));

        assertThat(text(one, "a/A.class")).isEqualTo("A");
        assertThat(text(one, "b/B.class")).isEqualTo("B");
        assertThat(text(one, "LICENSE")).isEqualTo("mine");
    }

    @Test
    void everyServiceIsFound() throws IOException {
        String list = "META-INF/services/java.lang.Runnable";
        Path one = oneOf(Map.of(list, First.class.getName()), Map.of(list, Second.class.getName() + "\n"));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {one.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(ServiceLoader.load(Runnable.class, loader)).hasExactlyElementsOfTypes(First.class, Second.class);
        }
    }

    @Test
    void whatAJarSaysOfItselfIsLeftOut() throws IOException {
        Path one = oneOf(Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImport-Package: all\nMulti-Release: true\n",
                "META-INF/versions/21/a/A.class", "A",
                "META-INF/KEY.SF", "signed",
                "module-info.class", "module"));

        try (JarFile jar = new JarFile(one.toFile())) {
            assertThat(jar.stream()).extracting(ZipEntry::getName).containsExactly("META-INF/MANIFEST.MF");
            assertThat(jar.getManifest().getMainAttributes())
                    .containsOnlyKeys(Attributes.Name.MANIFEST_VERSION, Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    @SafeVarargs
    private final Path oneOf(Map<String, String>... jars) throws IOException {
        List<Path> many = new ArrayList<>();
        for (Map<String, String> files : jars) {
            many.add(jar(folder.resolve(many.size() + ".jar"), files));
        }
        Path one = folder.resolve("one.jar");
        OneJar.make(one, many);
        return one;
    }

    private static Path jar(Path path, Map<String, String> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return path;
    }

    private static String text(Path jar, String name) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return new String(opened.getInputStream(opened.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static final class First implements Runnable {
        @Override
        public void run() {}
    }

    public static final class Second implements Runnable {
        @Override
        public void run() {}
    }
}
