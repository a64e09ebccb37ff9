package io.ticktide.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used; it names everything that is wrong, one line each. */
public final class InvalidConfigException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<ConfigProblem> problems;

    public InvalidConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order in which it was found; at least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
