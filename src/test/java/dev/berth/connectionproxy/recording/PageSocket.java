package dev.berth.connectionproxy.recording;

import dev.berth.connectionproxy.instruction.Instructions;
import dev.berth.topology.Await;
import dev.berth.topology.BerthClient;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stream of a session page, which answers frames as a page does. */
final class PageSocket implements WebSocket.Listener, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern SYNC = Pattern.compile("4\\.sync,\\d+\\.(\\d+)[,;]");

    private final StringBuffer heard = new StringBuffer();
    private volatile @Nullable String closed;
    private volatile @Nullable WebSocket socket;

    static PageSocket open(BerthClient client, URI address) {
        var page = new PageSocket();
        try {
            page.socket = HttpClient.newBuilder()
                    .sslContext(client.http().sslContext())
                    .build()
                    .newWebSocketBuilder()
                    .header("Origin", client.base())
                    .header("Cookie", cookies(client, address))
                    .subprotocols("guacamole")
                    .buildAsync(address, page)
                    .get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the stream was not opened", e);
        }
        return page;
    }

    private static String cookies(BerthClient client, URI address) {
        var jar = (CookieManager) client.http().cookieHandler().orElseThrow();
        return jar.getCookieStore().getCookies().stream()
                .filter(cookie -> address.getPath().startsWith(cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String instruction(String... elements) {
        return new String(Instructions.of(elements), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard.append(data);
        var sync = SYNC.matcher(data);
        while (sync.find()) {
            from.sendText(instruction("sync", sync.group(1)), true);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = code + " " + reason;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = "broken: " + error;
    }

    String heard() {
        return heard.toString();
    }

    void awaitFrame() {
        Await.until("a picture; closed: " + closed, SOON, () -> heard.indexOf("4.sync,") >= 0);
    }

    void awaitPictures(int count) {
        Await.until("more pictures", SOON, () -> heard().split("3\\.img,", -1).length > count);
    }

    String awaitClose() {
        return Await.value("the stream is closed", SOON, () -> closed);
    }

    void type(String text) {
        for (var character : text.codePoints().toArray()) {
            var key = String.valueOf(character == '\n' ? 0xFF0D : character);
            send(instruction("key", key, "1") + instruction("key", key, "0"));
        }
    }

    private void send(String text) {
        var open = socket;
        if (open == null) {
            throw new AssertionError("not open");
        }
        open.sendText(text, true).join();
    }

    @Override
    public void close() {
        var open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
