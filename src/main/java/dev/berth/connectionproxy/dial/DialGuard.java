package dev.berth.connectionproxy.dial;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.node.AddressBlock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decides which machines may be dialled, and finds out whether they answer. A name is resolved once: guacd is given
 * the address that was checked here, never the name, so that a name which changes its mind gains nothing. Blocks.
 */
@Singleton
public final class DialGuard {
    private static final int LARGEST_PORT = 65_535;

    private final DialRules rules;
    private final Duration timeout;
    private final Names names;

    /** How names become addresses. */
    interface Names {
        InetAddress[] all(String name) throws UnknownHostException;
    }

    @Inject
    DialGuard(DialConfig config) {
        this(
                new DialRules(blocks(config.dialAllow()), blocks(config.dialDeny())),
                config.dialTimeout(),
                InetAddress::getAllByName);
    }

    DialGuard(DialRules rules, Duration timeout, Names names) {
        this.rules = rules;
        this.timeout = timeout;
        this.names = names;
    }

    private static List<AddressBlock> blocks(Optional<List<String>> setting) {
        return setting.orElse(List.of()).stream()
                .map(block -> AddressBlock.parse(block.strip()))
                .toList();
    }

    /**
     * Looks a machine up, checks where it is, and connects once to see that somebody listens.
     *
     * @return its checked address
     * @throws Problem saying which of these failed
     */
    public InetSocketAddress dial(String host, int port) {
        try (var socket = connect(host, permitted(host, resolve(host)), port)) {
            return new InetSocketAddress(socket.getInetAddress(), port);
        } catch (IOException closing) {
            throw new Problem(ProblemCode.TARGET_UNREACHABLE, at(host, port) + " breaks the connection off.", closing);
        }
    }

    /**
     * Is a machine still there that was dialled before?
     *
     * @param words after which it has to say something of its own; nothing when it need not
     */
    public Sign ask(InetSocketAddress dialled, Optional<byte[]> words) {
        int limit = Math.toIntExact(timeout.toMillis());
        try (var socket = new Socket()) {
            socket.connect(dialled, limit);
            return words.isEmpty() || isHeard(socket, words.get(), limit) ? Sign.ALIVE : Sign.SILENT;
        } catch (IOException none) {
            return Sign.NONE;
        }
    }

    /** Whoever closes or breaks off is alive too. */
    private static boolean isHeard(Socket socket, byte[] words, int limit) {
        try {
            socket.setSoTimeout(limit);
            socket.getOutputStream().write(words);
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException brokenOff) {
            return true;
        }
    }

    /** @throws Problem {@code INVALID} for what is no host name, {@code TARGET_UNREACHABLE} for an unknown one */
    public List<InetAddress> resolve(String host) {
        var name = HostName.plain(host);
        var answer = new CompletableFuture<List<InetAddress>>();
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                answer.complete(List.copyOf(Arrays.asList(names.all(name))));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unknown) {
            throw new Problem(
                    ProblemCode.TARGET_UNREACHABLE,
                    "The host name " + name + " is not known to the connection proxy. Correct the name, or its DNS.",
                    unknown.getCause());
        } catch (TimeoutException silent) {
            throw new Problem(
                    ProblemCode.TIMEOUT,
                    "The name server of the connection proxy did not answer within " + seconds() + " about " + name
                            + ".",
                    silent);
        } catch (InterruptedException e) {
            throw stopping(e);
        }
    }

    /** @throws Problem {@code FORBIDDEN} when none of the addresses may be dialled, naming the setting */
    public List<InetAddress> permitted(String host, List<InetAddress> addresses) {
        var permitted = new ArrayList<InetAddress>();
        var refused = new ArrayList<String>();
        for (var address : addresses) {
            rules.refusal(address)
                    .ifPresentOrElse(
                            why -> refused.add(address.getHostAddress() + " " + why), () -> permitted.add(address));
        }
        if (permitted.isEmpty()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "The connection proxy may not dial " + host + ": " + String.join("; ", refused)
                            + ". Its settings --dial-allow and --dial-deny decide.");
        }
        return List.copyOf(permitted);
    }

    /**
     * The first that accepts; all share the time limit.
     *
     * @param host as messages call it
     * @throws Problem {@code TARGET_UNREACHABLE} when the port is closed, {@code TIMEOUT} when nothing answers
     */
    public Socket connect(String host, List<InetAddress> permitted, int port) {
        if (port < 1 || port > LARGEST_PORT) {
            throw Problem.invalid("port", "A port is a number from 1 to 65535, not " + port + ".");
        }
        long end = System.nanoTime() + timeout.toNanos();
        Problem failure = null;
        for (int i = 0; i < permitted.size(); i++) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            long share = Math.max(1, left / (permitted.size() - i));
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(permitted.get(i), port), Math.toIntExact(share));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                close(socket);
                failure = failure == null ? failure(host, port, e) : failure;
            }
        }
        throw failure == null
                ? new Problem(ProblemCode.TARGET_UNREACHABLE, "The host name " + host + " has no address.")
                : failure;
    }

    private Problem failure(String host, int port, IOException e) {
        return switch (e) {
            case SocketTimeoutException _ ->
                new Problem(
                        ProblemCode.TIMEOUT,
                        at(host, port) + " did not answer within " + seconds()
                                + ". The machine is off, or a firewall swallows the connection.",
                        e);
            case NoRouteToHostException _ ->
                new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        "The connection proxy has no way to " + host + ": the machine is off, or in another"
                                + " network.",
                        e);
            case ConnectException refused
            when String.valueOf(refused.getMessage()).contains("refused") ->
                new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        at(host, port) + " is closed: the machine answers, but nothing listens on this port.",
                        e);
            default ->
                new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        at(host, port) + " cannot be reached: " + e.getMessage() + ".",
                        e);
        };
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it never was open
        }
    }

    private String seconds() {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    private static String at(String host, int port) {
        return "Port " + port + " of " + host;
    }

    private static Problem stopping(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Problem(ProblemCode.UNAVAILABLE, "The connection proxy is stopping.", e);
    }
}
