"""As much of an IMAP server (RFC 3501) as a reader of one mailbox needs, on loopback.

    with ImapServer({5: b"…"}, validity=9) as server: ... server.port ... server.seen

With tls, a context, it is one by TLS from the start.
"""
import re
import socketserver
import threading


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            self.server.commands.append(line)
            tag, _, command = line.partition(" ")
            word, _, rest = command.partition(" ")
            result = getattr(self, f"do_{word.lower()}", lambda _: "BAD what?")(rest)
            self.say(f"{tag} {result or 'OK done'}")
            if word.upper() == "LOGOUT":
                break

    def do_capability(self, _):
        self.say("* CAPABILITY IMAP4rev1")

    def do_login(self, rest):
        good = [word.strip('"') for word in rest.split()] == ["bounce@news.example", "secret"]
        return None if good else "NO not with these"

    def do_select(self, _):
        self.say(f"* {len(self.server.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}] valid")

    def do_uid(self, rest):
        if found := re.fullmatch(r"FETCH (\d+):\* \(UID\)", rest):
            uids = sorted(self.server.mails)
            wanted = [uid for uid in uids if uid >= int(found[1])] or uids[-1:]
            for uid in wanted:
                self.say(f"* {uids.index(uid) + 1} FETCH (UID {uid})")
            return None
        uid = int(re.fullmatch(r"FETCH (\d+) BODY\[\]", rest)[1])
        if uid in self.server.mails:
            mail = self.server.mails[uid]
            self.server.seen.append(uid)
            self.say(f"* 1 FETCH (UID {uid} BODY[] {{{len(mail)}}}")
            self.wfile.write(mail + b")\r\n")
        return None

    def do_logout(self, _):
        self.say("* BYE")


class ImapServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, mails, validity, tls=None):
        super().__init__(("127.0.0.1", 0), Session)
        self.tls = tls
        self.mails, self.validity, self.seen, self.commands = mails, validity, [], []
        self.port = self.server_address[1]

    def get_request(self):
        connection, peer = super().get_request()
        if self.tls:  # shaken hands by the thread of the connection, not while others wait
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, peer

    def handle_error(self, request, client_address):
        """A client that does not trust the certificate goes away."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
