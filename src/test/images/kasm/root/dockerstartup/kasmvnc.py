"""The web side of a Kasm workspace: HTTPS and WebSocket on one port, behind basic authentication.

GET /            the client page (index.html beside this file)
GET /__headers   the headers of this very request, as JSON: shows what a proxy stripped and injected
GET /__env       the environment of the container, as JSON
WS  /websockify  the screen, RFB in binary messages
WS  /echo        every message comes back as it was sent
"""
import asyncio
import base64
import hashlib
import hmac
import json
import os
import pathlib
import ssl
import struct

HERE = pathlib.Path(__file__).parent
VNC = pathlib.Path.home() / ".vnc"
CREDENTIAL = b"Basic " + base64.b64encode(b"kasm_user:" + (VNC / "password").read_bytes())
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
LARGEST_MESSAGE = 16 << 20


async def respond(writer, status, body, content_type="text/plain", extra=()):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", "Cache-Control: no-store",
            "Connection: close", *extra]
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    await writer.drain()


async def handle(reader, writer):
    try:
        await serve(reader, writer)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, OSError):
        pass
    finally:
        writer.close()


async def serve(reader, writer):
    request, *lines = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode("latin1").split("\r\n")[:-2]
    _, target, _ = request.split(" ", 2)
    pairs = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
    headers = {name.lower(): value for name, value in pairs}
    if not hmac.compare_digest(headers.get("authorization", "").encode(), CREDENTIAL):
        await respond(writer, "401 Unauthorized", b"401\n", extra=['WWW-Authenticate: Basic realm="Websockify"'])
        return
    path = target.split("?", 1)[0]
    if headers.get("upgrade", "").lower() == "websocket":
        await websocket(reader, writer, path, headers)
    elif path in ("/", "/index.html", "/vnc.html"):
        await respond(writer, "200 OK", (HERE / "index.html").read_bytes(), "text/html; charset=utf-8")
    elif path == "/__headers":
        await respond(writer, "200 OK", json.dumps(pairs_to_object(pairs)).encode(), "application/json")
    elif path == "/__env":
        await respond(writer, "200 OK", json.dumps(dict(os.environ)).encode(), "application/json")
    else:
        await respond(writer, "404 Not Found", b"404\n")


def pairs_to_object(pairs):
    """Names as they came; a name that came twice keeps both values."""
    result = {}
    for name, value in pairs:
        result[name] = f"{result[name]}, {value}" if name in result else value
    return result


async def websocket(reader, writer, path, headers):
    if path not in ("/websockify", "/echo"):
        await respond(writer, "404 Not Found", b"404\n")
        return
    key = headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Accept: " + base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()]
    if "binary" in headers.get("sec-websocket-protocol", ""):
        head.append("Sec-WebSocket-Protocol: binary")
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n")
    if path == "/echo":
        async for opcode, payload in messages(reader, writer):
            await send(writer, opcode, payload)
    else:
        await bridge(reader, writer)


def frame(opcode, payload):
    size = len(payload)
    if size < 126:
        length = bytes([size])
    elif size < 65536:
        length = b"\x7e" + struct.pack(">H", size)
    else:
        length = b"\x7f" + struct.pack(">Q", size)
    return bytes([0x80 | opcode]) + length + payload


async def send(writer, opcode, payload):
    writer.write(frame(opcode, payload))
    await writer.drain()


async def messages(reader, writer):
    """Whole messages from the browser. Pings are answered here; a close is confirmed and ends it."""
    kind, parts = BINARY, []
    while True:
        first, second = await reader.readexactly(2)
        opcode, size = first & 15, second & 127
        if size == 126:
            (size,) = struct.unpack(">H", await reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", await reader.readexactly(8))
        if not second & 0x80 or size > LARGEST_MESSAGE:
            await send(writer, CLOSE, struct.pack(">H", 1002))
            return
        payload = unmask(await reader.readexactly(4), await reader.readexactly(size))
        if opcode == CLOSE:
            await send(writer, CLOSE, payload[:2])
            return
        if opcode == PING:
            await send(writer, PONG, payload)
        elif opcode in (CONTINUATION, TEXT, BINARY):
            kind = opcode or kind
            parts.append(payload)
            if first & 0x80:
                yield kind, b"".join(parts)
                parts = []


def unmask(mask, payload):
    size = len(payload)
    pattern = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(pattern, "little")).to_bytes(size, "little")


async def connect_screen():
    """The web server is ready before the screen is."""
    for attempt in range(100):
        try:
            return await asyncio.open_connection("127.0.0.1", int(os.environ["VNC_PORT"]))
        except OSError:
            if attempt == 99:
                raise
            await asyncio.sleep(0.05)


async def bridge(reader, writer):
    screen_reader, screen_writer = await connect_screen()

    async def down():
        while data := await screen_reader.read(65536):
            await send(writer, BINARY, data)
        await send(writer, CLOSE, struct.pack(">H", 1000))

    async def up():
        async for _, payload in messages(reader, writer):
            screen_writer.write(payload)
            await screen_writer.drain()

    tasks = [asyncio.create_task(down()), asyncio.create_task(up())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    screen_writer.close()


async def main():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(VNC / "self.pem")
    server = await asyncio.start_server(handle, "0.0.0.0", int(os.environ["NO_VNC_PORT"]), ssl=tls, backlog=256)
    async with server:
        await server.serve_forever()


asyncio.run(main())
