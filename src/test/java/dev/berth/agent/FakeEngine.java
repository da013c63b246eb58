package dev.berth.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Something on a Unix socket that answers as an engine might, or as none should. */
final class FakeEngine implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final Behaviour behaviour;
    final List<String> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch clientGone = new CountDownLatch(1);

    /** What to write after the head of a request was read. */
    interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    FakeEngine(Path folder, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.socket = folder.resolve("engine.sock");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    static FakeEngine saying(Path folder, String answer) throws IOException {
        return new FakeEngine(folder, out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    DockerHost host() {
        return DockerHost.parse("unix://" + socket);
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> one(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void one(SocketChannel client) {
        try (client) {
            var in = Channels.newInputStream(client);
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.append((char) c);
            }
            requests.add(head.toString());
            behaviour.answer(Channels.newOutputStream(client));
        } catch (IOException gone) {
            clientGone.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
