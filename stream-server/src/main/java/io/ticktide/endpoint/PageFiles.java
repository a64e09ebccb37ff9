package io.ticktide.endpoint;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The chart page, the JavaScript client and the contract, out of the class path. Each file is read
 * once and then served from memory; only known extensions are served, so nothing else leaks.
 *
 * <p>Thread-safe.
 */
final class PageFiles implements HttpHandler {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "mjs", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "txt", "text/plain; charset=utf-8",
                    "xml", "application/xml; charset=utf-8",
                    "yaml", "application/yaml; charset=utf-8");

    private final Map<String, Optional<PageFile>> files = new ConcurrentHashMap<>();

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Optional<PageFile> file = find(exchange.getRequestPath());
        if (file.isEmpty()) {
            notFound(exchange);
        } else {
            send(exchange, file.get());
        }
    }

    /** Says that a path leads nowhere. */
    static void notFound(HttpServerExchange exchange) {
        JsonResponse.error(
                exchange,
                StatusCodes.NOT_FOUND,
                new BadCommand(
                        StatusCodes.NOT_FOUND,
                        null,
                        "nothing at "
                                + BadCommand.shown(exchange.getRequestPath())
                                + "; the page is at /, the stream at /v1/stream"));
    }

    private Optional<PageFile> find(String path) {
        String name = path.equals("/") ? "/index.html" : path;
        Optional<PageFile> known = files.get(name);
        if (known != null) {
            return known;
        }
        Optional<PageFile> read = read(name);
        // Only what exists is remembered: a scan for odd paths must not fill the memory.
        read.ifPresent(file -> files.put(name, read));
        return read;
    }

    private static Optional<PageFile> read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || name.contains("..") || name.contains("//")) {
            return Optional.empty();
        }
        String resource = name.equals("/schema.xml") ? "/ticktide-schema.xml" : "/web" + name;
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new PageFile(type, in));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource + " from the jar", e);
        }
    }

    private static void send(HttpServerExchange exchange, PageFile file) {
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, file.type)
                .put(Headers.CACHE_CONTROL, "no-cache")
                .put(Headers.ETAG, file.etag);
        if (file.etag.equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
            exchange.endExchange();
            return;
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(file.bytes));
    }

    /** One file in memory. */
    private static final class PageFile {
        private final String type;
        private final byte[] bytes;
        private final String etag;

        PageFile(String type, InputStream in) throws IOException {
            this.type = type;
            bytes = in.readAllBytes();
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            etag = '"' + Long.toHexString(crc.getValue()) + '"';
        }
    }
}
