"""Subscribers as the store keeps them, made without the program: an independent reading of
base/vault.h (BLAKE2b, keys derived as libsodium's crypto_kdf does) by Python's hashlib."""
import base64
import hashlib
import os
import secrets

import stores

NOW = 1795435200  # 2026-11-23T12:00:00Z


class Subscribers:
    """Makes the key of a site, and rows of confirmed subscribers."""

    def __init__(self, site):
        self.site, master = site, secrets.token_bytes(32)
        with open(os.open(f"{site}/subscribers.key", os.O_CREAT | os.O_WRONLY, 0o600), "w") as f:
            f.write(master.hex() + "\n")
        self.hash_key, self.token_key = (
            hashlib.blake2b(
                key=master,
                digest_size=32,
                salt=number.to_bytes(16, "little"),
                person=b"tidings1".ljust(16, b"\0"),
            ).digest()
            for number in (2, 3)
        )

    @staticmethod
    def code(key, use, text):
        return hashlib.blake2b(use.encode() + b"\0" + text, key=key, digest_size=16).digest()

    def token(self, use, handle):
        proof = self.code(self.token_key, use, handle)[:8]
        return base64.b32encode(handle + proof).decode().rstrip("=").lower()

    def add(self, address):
        """The handle of a new subscriber, who is confirmed and on the list "research"."""
        found = self.code(self.hash_key, "address", address.lower().encode())
        handle = secrets.token_bytes(8)
        with stores.Beside(self.site) as db:
            row = db.execute(
                "INSERT INTO subscriber (found, handle, address, state, how, proof, made, "
                "confirmed, changed, wanted, asked, letters) "
                "VALUES (?1, ?2, x'00', 1, 1, '', ?3, ?3, ?3, '', ?3, 0)",
                (found, handle, NOW - 86400),
            ).lastrowid
            db.execute("INSERT INTO subscription VALUES (1, ?, ?)", (row, NOW - 86400))
        return handle

    def verp(self, handle, edition=7, bounces="bounce@news.example"):
        local, domain = bounces.split("@")
        return f"{local}+{edition}-{self.token(f'bounce {edition}', handle)}@{domain}"

    def states(self):
        """{handle: state}: 1 confirmed, 2 left, 3 bounced, 4 complained."""
        with stores.Beside(self.site) as db:
            return dict(db.execute("SELECT handle, state FROM subscriber").fetchall())


def bounce(to, status="5.1.1", number=0, recipient="x@clinic.example"):
    """A report of delivery to that address."""
    return f"""\
Return-Path: <>
Delivered-To: {to}
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
X-Number: {number}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}

--b--
"""
