package dev.berth.load;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When each step of a launch happened in the page, in milliseconds after the click. */
final class Timeline {
    /** Writes down what the page asks for and hears, without touching the console itself. */
    private static final String WATCH = """
            window.marks = [];
            const counts = {};
            const mark = name => {
              counts[name] = (counts[name] ?? 0) + 1;
              window.marks.push([counts[name] > 1 ? `${name} (${counts[name]})` : name, performance.timeOrigin + performance.now()]);
            };
            window.addEventListener('click', () => { for (const name in counts) delete counts[name]; window.marks.length = 0; }, true);
            const short = url => String(url).replace(/https?:..[^/]*/, '').replace(/[0-9a-f-]{36}/, 'ID');
            const ask = window.fetch;
            window.fetch = async (url, options) => {
              const name = `${options?.method ?? 'GET'} ${short(url?.url ?? url)}`;
              mark(`${name} asked`);
              const answer = await ask(url, options);
              mark(`${name} answered`);
              return answer;
            };
            window.WebSocket = new Proxy(window.WebSocket, {
              construct(Socket, all) {
                const socket = new Socket(...all);
                mark('stream asked');
                let messages = 0;
                socket.addEventListener('open', () => mark('stream open'));
                socket.addEventListener('close', event => mark(`stream closed ${event.code}`));
                socket.addEventListener('message', event => messages++ < 8 && mark(`message ${messages}, ${event.data.byteLength < 100 ? 'short' : 'long'}`));
                return socket;
              }
            });
            const Events = window.EventSource;
            window.EventSource = class extends Events {
              constructor(...all) {
                super(...all);
                mark('events asked');
                this.addEventListener('message', event => {
                  const session = JSON.parse(event.data);
                  mark(`event ${session.state} ${session.progress?.step ?? ''}`);
                });
              }
            };
            new PerformanceObserver(list => list.getEntries().forEach(e => {
              if (e.duration > 30) window.marks.push([`long task of ${Math.round(e.duration / 20) * 20}`, performance.timeOrigin + e.startTime]);
            })).observe({ entryTypes: ['longtask'] });
            """;

    private final Map<String, List<Double>> marks = new LinkedHashMap<>();

    void watch(Page page) {
        page.addInitScript(WATCH);
    }

    void add(Page page) {
        var told = (List<?>)
                page.evaluate(
                        "window.marks.map(([name, at]) => [name, at - window.clickedAt])"
                                + ".concat([['first painted frame', Number(document.documentElement.dataset.firstFrame) - window.clickedAt]])");
        for (var one : told) {
            var pair = (List<?>) one;
            marks.computeIfAbsent(String.valueOf(pair.get(0)), name -> new ArrayList<>())
                    .add(((Number) pair.get(1)).doubleValue());
        }
    }

    void print() {
        System.out.printf("%ntimeline, ms after the click (median, times seen)%n");
        marks.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> LaunchBench.median(entry.getValue())))
                .forEach(entry -> System.out.printf(
                        "%6.0f  %3d  %s%n",
                        LaunchBench.median(entry.getValue()), entry.getValue().size(), entry.getKey()));
    }
}
