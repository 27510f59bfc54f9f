package io.echelon.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Puts all jars of its own class path together into one: at every start a JVM reads an index and a manifest for each
/// jar. For the build of `./echelon`.
final class OneJar {
    /// Names of files that say something about the jar that they are in, or are for some versions of Java only.
    private static final Pattern OF_ITS_JAR = Pattern.compile(
            "module-info\\.class|META-INF/(MANIFEST\\.MF|INDEX\\.LIST|versions/.*|[^/]*\\.(SF|RSA|DSA|EC))");

    private OneJar() {}

    /// @param arguments the jar to make
    public static void main(String[] arguments) throws IOException {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        make(Path.of(arguments[0]), classPath.stream().map(Path::of).toList());
    }

    /// Of a file that several jars have the first counts, as on a class path. Lists of services are joined.
    static void make(Path target, List<Path> jars) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path jar : jars) {
            add(files, jar);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest())) {
            out.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
    }

    private static void add(Map<String, byte[]> files, Path jar) throws IOException {
        try (ZipFile opened = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(opened.entries())) {
                String name = entry.getName();
                if (!entry.isDirectory() && !OF_ITS_JAR.matcher(name).matches()) {
                    boolean isList = name.startsWith("META-INF/services/");
                    byte[] bytes = opened.getInputStream(entry).readAllBytes();
                    files.merge(name, bytes, (first, next) -> isList ? joined(first, next) : first);
                }
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] next) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.write('\n'); // The last line of the first may have no end.
        both.writeBytes(next);
        return both.toByteArray();
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, BuildVersion.get());
        return manifest;
    }
}
