"""A mail server on loopback that keeps every message byte for byte, and misbehaves when told to.

    with Sink(RCPT="451 4.2.0 later") as sink: ... sink.port ... sink.messages
"""
import asyncio
import threading

WELL = {
    "greeting": "220 sink ESMTP",
    "EHLO": "250-sink\n250-8BITMIME\n250 SIZE 10000000",
    "MAIL": "250 2.1.0 OK",
    "RCPT": "250 2.1.5 OK",
    "DATA": "354 go on",
    "end": "250 2.0.0 stored",
    "HELO": "250 sink",
    "RSET": "250 OK",
    "NOOP": "250 OK",
    "QUIT": "221 2.0.0 bye",
}
DROP = ""  # as an answer: the connection is closed


class Sink:
    """answers: replace those of WELL; one may be a function of the line that it answers.
    refuse: {address: answer to its RCPT}. slow: seconds before each answer. slow_end: seconds
    before the answer to a whole message. drop_after: bytes of a message after which the
    connection is closed. tls: a context; then by TLS from the start, or by STARTTLS when there is
    an answer to that."""

    def __init__(
        self, slow=0, slow_end=0, drop_after=None, refuse=None, tls=None, **answers
    ):
        self.tls = tls
        self.answers, self.refuse = {**WELL, **answers}, refuse or {}
        self.slow, self.slow_end, self.drop_after = slow, slow_end, drop_after
        self.messages, self.connections, self.commands = [], 0, []
        self.ended = threading.Event()  # a whole message is here

    async def say(self, writer, what, line="", to=None):
        await asyncio.sleep(self.slow)
        answer = self.refuse.get(to) or self.answers.get(what, "502 what?")
        if callable(answer):
            answer = answer(line)
        if answer == DROP:
            return False
        writer.write("".join(line + "\r\n" for line in answer.split("\n")).encode())
        await writer.drain()
        return True

    async def take(self, reader, writer, envelope):
        data = b""
        while True:
            line = await reader.readline()
            if not line:
                return False
            if line == b".\r\n":
                break
            data += line[1:] if line.startswith(b".") else line
            if self.drop_after is not None and len(data) >= self.drop_after:
                return False
        if self.answers["end"].startswith("2"):
            self.messages.append({**envelope, "data": data})
        self.ended.set()
        await asyncio.sleep(self.slow_end)
        return await self.say(writer, "end")

    async def serve(self, reader, writer):
        self.connections += 1
        envelope = {}
        try:
            on = await self.say(writer, "greeting")
            while on and (line := (await reader.readline()).decode("ascii")):
                self.commands.append(line.strip())
                word = line[:4].upper()
                if word in ("MAIL", "RCPT"):
                    envelope["from" if word == "MAIL" else "to"] = line[
                        line.index("<") + 1 : line.index(">")
                    ]
                to = envelope["to"] if word == "RCPT" else None
                on = await self.say(writer, word, line, to) and word != "QUIT"
                if on and word == "STAR":
                    await writer.start_tls(self.tls)
                if on and word == "DATA" and self.answers["DATA"].startswith("354"):
                    on = await self.take(reader, writer, envelope)
        except (OSError, asyncio.CancelledError):
            pass  # the other side is gone, or the test is over
        writer.close()

    def run(self, ready):
        async def start():
            self.loop, self.ending = asyncio.get_running_loop(), asyncio.Event()
            tls = None if "STAR" in self.answers else self.tls
            server = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=tls)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self.ending.wait()
            server.close()

        asyncio.run(start())

    def __enter__(self):
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,))
        self.thread.start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.ending.set)
        self.thread.join()
