package io.ticktide.endpoint;

import tools.jackson.databind.node.ObjectNode;

/** What clients are told of the feed's state, whatever they are subscribed to. */
final class FeedNotice {
    private FeedNotice() {}

    static String json(FeedView feed) {
        ObjectNode notice = Answers.object().put("op", "feed");
        put(notice, feed);
        return notice.toString();
    }

    /** The reason is for operators: it may name files of the server's. */
    static void put(ObjectNode node, FeedView feed) {
        node.put("state", feed.state()).put("since", Long.toString(feed.sinceNs()));
    }
}
