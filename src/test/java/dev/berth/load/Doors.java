package dev.berth.load;

import dev.berth.topology.Program;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One listener for thousands of agents, each with a loopback address of its own. An agent begins to serve when somebody
 * comes for it: most never have a visitor.
 */
final class Doors implements AutoCloseable {
    private final Vertx vertx;
    private final ServerSocket door;
    private final Map<InetAddress, SimulatedAgent> agents = new ConcurrentHashMap<>();
    private final Map<SimulatedAgent, Integer> ports = new ConcurrentHashMap<>();

    Doors(Vertx vertx) {
        this.vertx = vertx;
        try {
            door = new ServerSocket();
            door.bind(new InetSocketAddress("0.0.0.0", 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::welcome);
    }

    void add(int number, SimulatedAgent agent) {
        var address = "127." + (1 + number / 62_500) + "." + number / 250 % 250 + "." + (1 + number % 250);
        try {
            agents.put(InetAddress.getByName(address), agent.behind("https://" + address + ":" + door.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void welcome() {
        try {
            while (true) {
                var visitor = door.accept();
                Thread.ofVirtual().start(() -> lead(visitor));
            }
        } catch (IOException closed) {
            // the bench is over
        }
    }

    private void lead(Socket visitor) {
        try (visitor) {
            var agent = agents.get(visitor.getLocalAddress());
            if (agent == null || !agent.hasJoined()) {
                return;
            }
            try (var inside = new Socket("127.0.0.1", ports.computeIfAbsent(agent, this::open))) {
                Thread.ofVirtual().start(() -> copy(inside, visitor));
                copy(visitor, inside);
            }
        } catch (IOException gone) {
            // the visitor notices
        }
    }

    private int open(SimulatedAgent agent) {
        int port = Program.freePort();
        try {
            agent.serve(vertx, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return port;
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // whoever is left notices
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
