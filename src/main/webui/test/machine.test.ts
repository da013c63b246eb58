import Guacamole, { type Client, type RemoteObject } from 'guacamole-common-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer, FakeSocket, fakeDocument } from './fake/guacd';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('WebSocket', FakeSocket);
vi.stubGlobal('document', fakeDocument());
vi.stubGlobal('window', globalThis);
vi.stubGlobal('addEventListener', () => undefined);
vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run));
const { StreamTunnel } = await import('../src/session/remote/tunnel');
const { Transfers } = await import('../src/session/remote/transfers');
const { list, LISTING } = await import('../src/session/remote/folder');
const { Terminal } = await import('../src/session/remote/terminal');
const { fromBase64, readText, sendText, toBase64 } = await import('../src/session/remote/octets');

const text = (part: string | undefined) => new TextDecoder().decode(fromBase64(part ?? ''));
const data = (content: string) => toBase64(new TextEncoder().encode(content));

let tunnel: InstanceType<typeof StreamTunnel>;
let client: Client;
let server: FakeServer;

beforeEach(() => {
  tunnel = new StreamTunnel('wss://host/desktop/s/guacamole');
  client = new Guacamole.Client(tunnel);
  client.connect('width=1&audio=a');
  server = FakeServer.last;
  server.says('', 'the-id');
});
afterEach(() => client.disconnect());

test('the tunnel speaks the conventions of Guacamole and tells how it was closed', () => {
  expect([server.url, server.protocol, tunnel.uuid]).toEqual(['wss://host/desktop/s/guacamole?width=1&audio=a', 'guacamole', 'the-id']);
  const closed = vi.fn();
  tunnel.onclosed = closed;
  server.closes(4502, 'The server does not answer.');
  expect(closed.mock.calls).toEqual([[4502, 'The server does not answer.']]);
  expect(tunnel.state).toBe(Guacamole.Tunnel.State.CLOSED);
});

test('a sentence that is too long for a close frame comes before it', () => {
  const closed = vi.fn();
  tunnel.onclosed = closed;
  server.says('', 'reason', 'There is no host of that name, and here is what to do.');
  server.closes(4502, 'There is no host of…');
  expect(closed.mock.calls).toEqual([[4502, 'There is no host of that name, and here is what to do.']]);
});

test('a machine that does not answer is told, until it shows something', () => {
  const silent = vi.fn();
  tunnel.onsilent = silent;
  server.says('', 'silent', 'It may be frozen.');
  server.says('nop');
  server.says('sync', 1);
  expect(silent.mock.calls).toEqual([['It may be frozen.']]);
  server.says('size', 0, 10, 10);
  server.says('size', 0, 20, 20);
  expect(silent.mock.calls).toEqual([['It may be frozen.'], [null]]);
  server.says('', 'silent', '');
  expect(silent).toHaveBeenLastCalledWith(null);
});

test('a text that is kept back is told with its reason', () => {
  const kept = vi.fn();
  tunnel.onnotcopied = kept;
  server.says('', 'not-copied', 'It is too large.');
  expect(kept.mock.calls).toEqual([['It is too large.']]);
});

test('what is no Guacamole protocol closes the tunnel, once', () => {
  const closed = vi.fn();
  tunnel.onclosed = closed;
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  server.saysRaw('4.sync,99.1;');
  expect(closed.mock.calls.map(([code]) => code)).toEqual([4500]);
});

test('every sync is acknowledged', async () => {
  server.says('sync', 4711);
  await vi.waitFor(() => expect(server.of('sync')).toEqual([['4711']]));
});

test('silence is noticed, and pings are not silence', () => {
  vi.useFakeTimers();
  const quiet = new StreamTunnel('wss://host/quiet');
  const closed = vi.fn();
  quiet.onclosed = closed;
  quiet.connect('');
  FakeServer.last.says('', 'id');
  vi.advanceTimersByTime(12_000);
  expect(FakeServer.last.of('').length).toBe(3);
  FakeServer.last.says('', 'ping', 1);
  vi.advanceTimersByTime(12_000);
  expect(closed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(8_000);
  expect(closed.mock.calls).toEqual([[4008, '']]);
  vi.useRealTimers();
});

test('text beyond the basic plane survives both ways', () => {
  sendText(client.createClipboardStream('text/plain'), 'grüße 🚢');
  expect(server.of('clipboard')).toEqual([['0', 'text/plain']]);
  expect(text(server.of('blob')[0]?.[1])).toBe('grüße 🚢');
  const heard = vi.fn();
  client.onclipboard = stream => readText(stream, heard);
  server.says('clipboard', 1, 'text/plain');
  const octets = new TextEncoder().encode('a🚢b');
  server.says('blob', 1, toBase64(octets.slice(0, 3)));
  server.says('blob', 1, toBase64(octets.slice(3)));
  server.says('end', 1);
  expect(heard.mock.calls).toEqual([['a🚢b']]);
});

test('an upload waits for the machine, goes in rounds, and ends with the last answer', async () => {
  const transfers = new Transfers(() => undefined);
  const done = vi.fn();
  const content = new Uint8Array(250_000).map((_, i) => i % 251);
  const file = Object.assign(new Blob([content]), { name: 'ship 🚢.bin' });
  transfers.upload(file, () => client.createFileStream('application/octet-stream', file.name), done);
  expect(server.of('file')).toEqual([['0', 'application/octet-stream', 'ship 🚢.bin']]);
  expect(server.of('blob')).toEqual([]);
  let answered = 0;
  const seen: number[] = [];
  server.says('ack', 0, 'OK', 0);
  while (!done.mock.calls.length) {
    await vi.waitFor(() => expect(server.of('blob').length).toBeGreaterThan(answered));
    expect(server.of('blob').length - answered).toBeLessThanOrEqual(16);
    while (answered < server.of('blob').length) {
      answered++;
      server.says('ack', 0, 'OK', 0);
      seen.push(transfers.all.get()[0]?.done ?? -1);
    }
  }
  const arrived = server.of('blob').flatMap(([, part]) => [...fromBase64(part ?? '')]);
  expect(Uint8Array.from(arrived)).toEqual(content);
  expect(server.of('end')).toEqual([['0']]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(transfers.all.get()[0]).toMatchObject({ state: 'done', done: 250_000 });
});

test('a machine that refuses a file says why', async () => {
  const transfers = new Transfers(() => undefined);
  const file = Object.assign(new Blob(['x']), { name: 'x' });
  transfers.upload(file, () => client.createFileStream('text/plain', 'x'));
  server.says('ack', 0, 'The policy of this workspace does not allow this.', 0x0303);
  expect(transfers.all.get()[0]).toMatchObject({ state: 'failed', detail: 'The policy of this workspace does not allow this.' });
});

test('only a few uploads go at once, and a cancelled one makes room', () => {
  const transfers = new Transfers(() => undefined);
  for (let i = 0; i < 6; i++) transfers.upload(Object.assign(new Blob(['x']), { name: `f${i}` }), () => client.createFileStream('text/plain', `f${i}`));
  expect(server.of('file').map(([, , name]) => name)).toEqual(['f0', 'f1', 'f2', 'f3']);
  const first = transfers.all.get().at(-1);
  transfers.cancel(first?.id ?? 0);
  expect(server.of('end')).toEqual([['0']]);
  expect(server.of('file').map(([, , name]) => name)).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
  transfers.lost();
  expect(transfers.all.get().map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed', 'failed', 'cancelled']);
  expect(server.of('file').length).toBe(5);
});

test('a download is acknowledged part by part and saved; a printed document waits for the person', async () => {
  const saved = vi.fn();
  const transfers = new Transfers(saved);
  client.onfile = (stream, mimetype, name) => transfers.download(stream, mimetype, name, mimetype === 'application/pdf');
  for (const [stream, type, name] of [[1, 'text/plain', 'a.txt'], [2, 'application/pdf', 'b.pdf']] as const) {
    server.says('file', stream, type, name);
    server.says('blob', stream, data('hello '));
    server.says('blob', stream, data(name));
    server.says('end', stream);
  }
  expect(server.of('ack').map(([stream, , code]) => `${stream}:${code}`)).toEqual(['1:0', '1:0', '1:0', '2:0', '2:0', '2:0']);
  expect(saved.mock.calls.map(([, name]) => name)).toEqual(['a.txt']);
  expect(await (saved.mock.calls[0]?.[0] as Blob).text()).toBe('hello a.txt');
  const printed = transfers.all.get()[0]!;
  transfers.saveDocument(printed);
  expect(saved.mock.calls.map(([, name]) => name)).toEqual(['a.txt', 'b.pdf']);
});

test('a cancelled download tells the machine, and takes nothing more', () => {
  const transfers = new Transfers(() => undefined);
  client.onfile = (stream, mimetype, name) => transfers.download(stream, mimetype, name);
  server.says('file', 1, 'text/plain', 'a.txt');
  transfers.cancel(transfers.all.get()[0]?.id ?? 0);
  server.says('blob', 1, data('more'));
  server.says('end', 1);
  expect(server.of('ack').map(([, , code]) => code)).toEqual(['0', String(0x0206)]);
  expect(transfers.all.get()[0]).toMatchObject({ state: 'cancelled', done: 0 });
});

test('a folder is listed, folders first', async () => {
  const files = await new Promise<RemoteObject>(resolve => {
    client.onfilesystem = resolve;
    server.says('filesystem', 0, '/');
  });
  server.on('get', ([object, name]) => {
    server.says('body', object ?? '', 7, LISTING, name ?? '');
    server.says('blob', 7, data(JSON.stringify({ '/b10.txt': 'text/plain', '/b9.txt': 'text/plain', '/etc': LISTING })));
    server.says('end', 7);
  });
  expect((await list(files, '/')).map(({ name, folder }) => [name, folder])).toEqual([['etc', true], ['b9.txt', false], ['b10.txt', false]]);
  expect(server.of('ack').map(([stream, , code]) => `${stream}:${code}`)).toEqual(['7:0', '7:0']);
});

test('the terminal is drawn by guacd, so guacd is told', () => {
  const terminal = new Terminal(client);
  server.says('argv', 3, 'text/plain', 'font-size');
  server.says('blob', 3, data('14'));
  server.says('end', 3);
  expect(terminal.looks.get()).toEqual({ size: 14, scheme: 'gray-black' });
  terminal.enlarge(2);
  expect(server.of('argv')).toEqual([['0', 'text/plain', 'font-size']]);
  expect(text(server.of('blob')[0]?.[1])).toBe('16');
});
