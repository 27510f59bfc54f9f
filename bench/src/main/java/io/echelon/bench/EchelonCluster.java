package io.echelon.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Three of `./echelon serve --cluster` of this tree. There is one pace only.
///
/// @param root of the tree
/// @param options more of them, for `serve`
record EchelonCluster(Path root, List<String> options) implements ClusterUnderTest {
    @Override
    public Product product() {
        return Product.ECHELON;
    }

    @Override
    public ReplicatedSystem system() {
        return ReplicatedSystem.ECHELON;
    }

    @Override
    public List<String> programs() {
        return List.of(launcher());
    }

    @Override
    public List<String> command(int node, List<NodePorts> ports, Pace pace) {
        String all = IntStream.range(0, ports.size())
                .mapToObj(each -> name(each) + "=127.0.0.1:" + ports.get(each).peers())
                .collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(Words.split("serve --host 127.0.0.1 --port "
                + ports.get(node).client() + " --data " + DATA + " --node " + name(node) + " --cluster " + all));
        command.addAll(options);
        return command;
    }

    @Override
    public String typed(int node, List<NodePorts> ports, Pace pace) {
        return ClusterUnderTest.super.typed(node, ports, pace).replace(Words.typed(List.of(launcher())), "./echelon");
    }

    private String launcher() {
        return root.resolve("echelon").toString();
    }

    @Override
    public List<String> versionCommand() {
        return List.of(launcher(), "--version");
    }

    @Override
    public String leaderQuestion() {
        return "CLUSTER\nQUIT\n";
    }

    @Override
    public boolean isLeader(int node, String answer) {
        return answer.contains(" leader=" + name(node) + " ");
    }

    private static String name(int node) {
        return "n" + (node + 1);
    }
}
