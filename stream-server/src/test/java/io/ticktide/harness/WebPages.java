package io.ticktide.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A web server of the worst kind: its pages say, byte by byte, what is answered. */
public final class WebPages implements AutoCloseable {
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;

    public WebPages() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** What is at a path; 404 is elsewhere. */
    public void put(String path, Page page) {
        pages.put(path, page);
    }

    /** A whole answer. */
    public static Page of(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return out -> {
            head(out, status, "Content-Length: " + bytes.length);
            out.write(bytes);
        };
    }

    /** The start of an answer, which ends with the connection. */
    public static void head(OutputStream out, int status, String header) throws IOException {
        String head = "HTTP/1.1 " + status + " Said\r\nConnection: close\r\n" + header + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> answer(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            String line = first;
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            if (first != null) {
                Page page = pages.getOrDefault(first.split(" ", 3)[1], of(404, "nothing"));
                page.answer(socket.getOutputStream());
            }
        } catch (IOException e) {
            sockets.remove(socket); // The client has left; that is its right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "web-pages");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers a request. */
    public interface Page {
        /** Writes status line, headers and body, as it likes. */
        void answer(OutputStream out) throws IOException, InterruptedException;
    }
}
