package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.SelfSigned;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queries in {@code deploy/} against what a server with everything switched on has. */
@Timeout(60)
final class DeployedQueriesIT {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z0-9_]+)=\"");
    private static final Pattern RULE = Pattern.compile("\\s+expr: (.*)");
    private static final Pattern RECORDED = Pattern.compile("\\s+- record: (.*)");

    /** What Prometheus itself adds. */
    private static final Set<String> ADDED = Set.of("instance", "job");

    @TempDir private Path directory;

    @Test
    void queriesNameOnlyMetricsAndLabelsThatTheServerHas() throws Exception {
        // given
        String rules = Files.readString(DEPLOY.resolve("prometheus/ticktide.rules.yml"));
        List<String> queries = new ArrayList<>(dashboard());
        RULE.matcher(rules).results().forEach(rule -> queries.add(rule.group(1)));

        // when
        Map<String, Set<String>> offered = offered();
        offered.put("up", Set.of());
        RECORDED.matcher(rules).results().forEach(it -> offered.put(it.group(1), Set.of()));

        // then
        assertThat(queries).hasSizeGreaterThan(60);
        for (String query : queries) {
            PromQl read = PromQl.of(query);
            Set<String> labels = new HashSet<>(ADDED);
            assertThat(read.selectors()).as(query).isNotEmpty();
            read.selectors()
                    .forEach(
                            (metric, selected) -> {
                                assertThat(offered).as(query).containsKey(metric);
                                labels.addAll(offered.get(metric));
                                assertThat(labels).as(query).containsAll(selected);
                            });
            assertThat(labels).as(query).containsAll(read.grouped());
        }
    }

    private static List<String> dashboard() throws IOException {
        JsonNode dashboard =
                new JsonMapper()
                        .readTree(Files.readString(DEPLOY.resolve("grafana/ticktide.json")));
        assertThat(dashboard.get("uid").stringValue()).isEqualTo("ticktide");
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.at("/datasource/uid").stringValue()).isEqualTo("${datasource}");
                queries.add(target.get("expr").stringValue());
            }
        }
        return queries;
    }

    private Map<String, Set<String>> offered() throws Exception {
        SelfSigned files = SelfSigned.create(directory, "EC");
        try (LiveServer server =
                LiveServer.with(
                        "admin.port=0",
                        "record.dir=" + directory.resolve("recording"),
                        "endpoint.tls-certificate=" + files.certificate(),
                        "endpoint.tls-key=" + files.key())) {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(server.admin("/metrics")).build();
            http.send(request, BodyHandlers.ofString()); // Counts itself in the next.
            String text = http.send(request, BodyHandlers.ofString()).body();
            Map<String, Set<String>> offered = new HashMap<>();
            text.lines()
                    .map(SAMPLE::matcher)
                    .filter(Matcher::matches)
                    .forEach(
                            sample ->
                                    offered.computeIfAbsent(
                                                    sample.group(1), name -> new HashSet<>())
                                            .addAll(labels(sample.group(2))));
            return offered;
        }
    }

    private static List<String> labels(String text) {
        return text == null
                ? List.of()
                : LABEL.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
