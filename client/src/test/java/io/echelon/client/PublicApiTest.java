package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All that programs can use of the library is kept in a file, so that a change of it is seen. It is
/// written anew with `-Dechelon.golden.rewrite=true`.
final class PublicApiTest {
    private static final Path ROOT = Path.of(System.getProperty("echelon.root"), "client");
    private static final Path FILE = ROOT.resolve("src/test/resources/io/echelon/client/public-api.txt");

    @Test
    void theLibraryOffersWhatIsKept() throws Exception {
        String offered =
                Stream.of(types()).flatMap(type -> describe(type).stream()).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("echelon.golden.rewrite")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, offered);
        }

        assertThat(FILE).hasContent(offered);
    }

    /// The public ones of the package that the module exports, nested ones included.
    private static Class<?>[] types() throws IOException {
        Path folder = ROOT.resolve("target/classes/io/echelon/client");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .sorted()
                    .map(name -> load("io.echelon.client." + name.substring(0, name.length() - ".class".length())))
                    .filter(PublicApiTest::isOffered)
                    .toArray(Class<?>[]::new);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean isOffered(Class<?> type) {
        boolean isPublic = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return isPublic && (type.getEnclosingClass() == null || isOffered(type.getEnclosingClass()));
    }

    private static List<String> describe(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isOffered(field.getModifiers()) && !field.isSynthetic()) {
                members.add(words(field.getModifiers()) + name(field.getGenericType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOffered(constructor.getModifiers()) && !constructor.isSynthetic() && !isImplied(constructor)) {
                members.add(words(constructor.getModifiers()) + type.getSimpleName() + signature(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOffered(method.getModifiers()) && !method.isSynthetic() && !isImplied(method)) {
                members.add((method.isDefault() ? "default " : "") + words(method.getModifiers())
                        + name(method.getGenericReturnType()) + " " + method.getName() + signature(method));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(head(type));
        members.stream().sorted().map(member -> "    " + member).forEach(lines::add);
        lines.add("");
        return lines;
    }

    /// Whether the head of the type says it already: the constructor and the accessors of a record, and
    /// what every record or enum has.
    private static boolean isImplied(Executable executable) {
        Class<?> type = executable.getDeclaringClass();
        List<Type> parameters = List.of(executable.getGenericParameterTypes());
        if (type.isEnum()) {
            return executable.getName().equals("values") || executable.getName().equals("valueOf");
        }
        if (!type.isRecord()) {
            return false;
        }
        List<RecordComponent> parts = List.of(type.getRecordComponents());
        if (executable instanceof Constructor) {
            return parameters.equals(
                    parts.stream().map(RecordComponent::getGenericType).toList());
        }
        boolean isAccessor = parameters.isEmpty()
                && parts.stream().anyMatch(part -> part.getName().equals(executable.getName()));
        return isAccessor || List.of("equals", "hashCode", "toString").contains(executable.getName());
    }

    private static String head(Class<?> type) {
        String kind = type.isRecord() ? "record " : type.isEnum() ? "enum " : type.isInterface() ? "" : "class ";
        int modifiers = type.isEnum() ? type.getModifiers() & ~Modifier.FINAL : type.getModifiers();
        String parts = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(PublicApiTest::component)
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
        Type parent = type.getGenericSuperclass();
        boolean isPlain = parent == null || parent == Object.class || type.isRecord() || type.isEnum();
        return (type.isSealed() ? "sealed " : "")
                + words(modifiers)
                + kind
                + type.getSimpleName()
                + parts
                + (isPlain ? "" : " extends " + name(parent))
                + Arrays.stream(type.getGenericInterfaces())
                        .map(PublicApiTest::name)
                        .map(name -> " implements " + name)
                        .collect(Collectors.joining());
    }

    private static String component(RecordComponent component) {
        return name(component.getGenericType()) + " " + component.getName();
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String words(int modifiers) {
        String words =
                Modifier.toString(modifiers & (Modifier.classModifiers() | Modifier.INTERFACE) & ~Modifier.STRICT);
        return words.isEmpty() ? "" : words + " ";
    }

    private static String signature(Executable executable) {
        String parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(PublicApiTest::name)
                .collect(Collectors.joining(", ", "(", ")"));
        String failures = Arrays.stream(executable.getGenericExceptionTypes())
                .map(PublicApiTest::name)
                .collect(Collectors.joining(", "));
        return parameters + (failures.isEmpty() ? "" : " throws " + failures);
    }

    private static String name(Type type) {
        return type.getTypeName().replace("io.echelon.client.", "").replaceAll("java\\.(lang|util)\\.(?=[A-Z])", "");
    }
}
