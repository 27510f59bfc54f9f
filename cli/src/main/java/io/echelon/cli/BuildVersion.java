package io.echelon.cli;

/// The version that the jar was built with.
final class BuildVersion {
    private static final String WITHOUT_JAR = "1.0";

    private BuildVersion() {}

    static String get() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return version == null ? WITHOUT_JAR : version;
    }
}
