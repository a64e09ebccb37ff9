package io.ticktide.cli.doctor;

import io.ticktide.config.AdminConfig;
import io.ticktide.config.RecordConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.server.AdminListener;
import io.ticktide.server.Authentications;
import io.ticktide.server.Exposure;
import io.ticktide.server.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a configuration needs around it: ports, keys, room on the disk; and whom it lets in. */
final class Surroundings {
    private static final long MIB = 1 << 20;
    private static final long GOOD_DISK_MIB = 1_024;
    private static final long LEAST_DISK_MIB = 64;

    private final ServerConfig config;

    Surroundings(ServerConfig config) {
        this.config = config;
    }

    /** All findings. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(port("port", "endpoint", config.endpoint().host(), config.endpoint().port()));
        adminPort().ifPresent(findings::add);
        keys().ifPresent(findings::add);
        if (config.record().isOn()) {
            findings.add(disk(config.record()));
        }
        for (Exposure open : Exposure.of(config)) {
            findings.add(Finding.weak("exposed", open.what(), open.remedy()));
        }
        return findings;
    }

    private Optional<Finding> adminPort() {
        AdminConfig admin = config.admin();
        int port = admin.port() == AdminConfig.AUTOMATIC ? AdminConfig.OWN_PORT : admin.port();
        return AdminListener.isApart(config)
                ? Optional.of(port("admin port", "admin", admin.host(), port))
                : Optional.empty();
    }

    private static Finding port(String name, String section, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return Finding.broken(name, host + " has no address", "set " + section + ".host");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Finding.good(name, port + " on " + host + " is free");
        } catch (IOException e) {
            String option = section.equals("endpoint") ? "--port" : "admin.port";
            return Finding.broken(
                    name,
                    port + " on " + host + ": " + e.getMessage(),
                    "stop the process that listens there, or choose another with " + option);
        }
    }

    private Optional<Finding> keys() {
        if (config.auth().mode().equals("none")) {
            return Optional.empty();
        }
        try {
            Authentications.of(config.auth());
            return Optional.of(Finding.good("keys", "tokens can be checked"));
        } catch (StartException e) {
            return Optional.of(Finding.broken("keys", e.getMessage(), "see auth.*"));
        }
    }

    private static Finding disk(RecordConfig record) {
        Path into = Path.of(record.dir()).toAbsolutePath();
        Path there = into;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            String text = record.dir() + " cannot be written: see " + there;
            return Finding.broken("disk", text, "choose another record.dir, or chown it");
        }
        try {
            return disk(record, Files.getFileStore(there).getUsableSpace() / MIB);
        } catch (IOException e) {
            return Finding.weak("disk", record.dir() + ": " + e.getMessage(), "see record.dir");
        }
    }

    static Finding disk(RecordConfig record, long freeMib) {
        String text = freeMib + " MiB are free at " + record.dir();
        String remedy = "make room, or bound it with record.keep-mb";
        if (freeMib < LEAST_DISK_MIB) {
            return Finding.broken("disk", text, remedy);
        }
        if (record.keepMb() > freeMib) {
            return Finding.weak(
                    "disk", text + ", fewer than record.keep-mb=" + record.keepMb(), "lower it");
        }
        return freeMib < GOOD_DISK_MIB
                ? Finding.weak("disk", text, remedy)
                : Finding.good("disk", text);
    }
}
