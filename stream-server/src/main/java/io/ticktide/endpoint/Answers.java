package io.ticktide.endpoint;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Builds the JSON of the control plane and of the API. Thread-safe: no mutable state. */
final class Answers {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Answers() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An answer with its {@code op} and, when the command had one, its {@code id}. */
    static ObjectNode answer(String op, Long id) {
        ObjectNode answer = object().put("op", op);
        if (id != null) {
            answer.put("id", id);
        }
        return answer;
    }

    static String error(Long id, BadCommand bad, boolean closing) {
        return error(id, bad, 0, closing);
    }

    static String error(Long id, BadCommand bad, int retryAfterMs, boolean closing) {
        ObjectNode answer = answer("error", id);
        describe(answer, bad);
        return answer.put("retryAfterMs", retryAfterMs).put("closing", closing).toString();
    }

    /** Code, field and text of what is wrong. */
    static ObjectNode describe(ObjectNode node, BadCommand bad) {
        node.put("code", bad.code());
        if (bad.field() != null) {
            node.put("field", bad.field());
        }
        return node.put("text", bad.getMessage());
    }
}
