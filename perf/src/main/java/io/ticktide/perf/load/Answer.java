package io.ticktide.perf.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the server's answers to a client's one command. */
final class Answer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answer() {}

    static boolean isError(String text) {
        JsonNode answer = JSON.readTree(text);
        String op = answer.path("op").asString("");
        if (op.equals("error") || op.equals("goodbye")) {
            return true;
        }
        for (JsonNode stream : answer.path("streams")) {
            if (stream.has("error")) {
                return true;
            }
        }
        return false;
    }

    static boolean isSubscribed(String text) {
        return JSON.readTree(text).path("op").asString("").equals("subscribed");
    }

    /** Counting begins where the server says that each stream stands. */
    static void positions(String text, Positions into) {
        for (JsonNode stream : JSON.readTree(text).path("streams")) {
            into.begin(
                    stream.path("instrumentId").asInt(),
                    Long.parseLong(stream.path("lastSeq").asString("0")));
        }
    }
}
