#!/usr/bin/env python3
"""Every page of the desk in every state that it can be in, light and dark, wide and narrow.

Looked at by the Nu HTML checker and by axe (WCAG 2.2 AA and good practice); measured are reflow,
the size of targets and the focus. SHOTS=FOLDER keeps a picture of each."""
import os
import re
import shutil
import sqlite3
import subprocess
import unittest
from datetime import datetime

from desk_site import FOLDER, PASSWORD, WEEK_2, BrowserTest, prepare
from smtp_sink import Sink
from desk import code_at, form_of

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STOPS_MAX = 44  # tab stops on the queue page; one is of an alarm, which only a sample has for ever


class Pages(BrowserTest):
    def setUp(self):
        super().setUp()
        self.pages = []

    def state(self, name, answer, path, status=200, keys=()):
        """Notes a page as it was answered; `keys` are pressed before it is looked at."""
        self.assertEqual(answer.status, status, f"{name}: {answer.text[:400]}")
        self.assertIn("text/html", answer.headers["Content-Type"], name)
        self.pages.append(
            {
                "name": name,
                "path": path.partition("#")[0],
                "status": status,
                "html": answer.text,
                "keys": keys,
            }
        )
        return answer

    def get(self, name, browser, path, status=200, **headers):
        return self.state(name, browser.get(path, **headers), path, status)

    def post(self, name, browser, path, fields, status):
        return self.state(name, browser.post(path, fields), path, status)

    def without_editors(self):
        self.serve(now=WEEK_2)
        self.get("first-run", self.browser(), "/login")
        self.add_editor("Ana", "admin")
        self.add_editor("Ben", "editor")
        self.add_editor("Rea", "reader")
        ana = self.entered("Ana")
        for name in ("queue", "published", "digest", "sources", "topics", "log"):
            self.get(f"{name}-empty", ana, f"/{name}")
        self.get("back-empty", ana, "/log/back")
        self.get("digest-list-empty", ana, "/digest/research")
        self.get("editions-empty", ana, "/digest/editions")
        self.get("log-editions-empty", ana, "/log/editions")
        self.get("subscribers-empty", ana, "/digest/subscribers")

    def logins(self):
        stranger = self.browser()
        self.get("login", stranger, "/login")
        self.state("login-wrong", stranger.login("Ana", "wrong"), "/login", 403)
        self.state("login-without-code", stranger.login("Ana", PASSWORD), "/login", 403)
        self.get("login-not-private", self.browser(Host="desk.example.org"), "/login")
        for _ in range(6):
            last = stranger.login("Nobody", "wrong")
        self.state("login-too-many", last, "/login", 429)
        self.post(
            "forged", self.browser(), "/login", {"csrf": "x", "name": "Ana", "password": "x"}, 403
        )

    def waiting_of(self, items, kind):
        return next(id for id, item in items.items() if kind(item))

    def lists(self, ana, ben, items):
        update = self.waiting_of(items, lambda item: item["state"] == "update")
        copies = max(items, key=lambda id: len(items[id]["copies"]))
        self.get("queue", ana, "/queue")
        self.state("queue-help", ana.get("/queue?order=likely"), "/queue?order=likely", keys="?")
        self.get("queue-update", ana, f"/queue?item={update}")
        self.get("queue-copies", ana, f"/queue?item={copies}")
        drawn = "Drawn from lower down, so that the order goes on learning from what you decide."
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            learned = f"{drawn}\nApproved items have words of it: “stem”, “cells”."
            db.execute("UPDATE item SET prior = score, learned = ? WHERE id = ?", (learned, copies))
        self.get("queue-learned", ana, f"/queue?item={copies}")
        self.get("queue-learned-anew", ana, "/queue?after=0_0.5_1_7")
        self.get("queue-several", ana, "/queue?select=1")
        self.get("queue-several-ticked", ana, "/queue?select=all")
        self.get("queue-nothing-fits", ana, "/queue?q=zzzz")
        self.get("queue-search", ana, "/queue?q=stem&order=newest")
        for state in ("updates", "later", "approved", "rejected"):
            self.get(f"queue-{state}", ana, f"/queue?state={state}")
        for item in (update, copies):
            self.get(f"item-{item}", ana, f"/item/{item}")
        pages = "published digest sources topics log people account help"
        for name in pages.split():
            self.get(name, ana, f"/{name}")
        self.get("back-little", ana, "/log/back")
        self.get("log-none", ana, "/log?day=2001-01-01")
        self.get("log-said", ana, "/log?said=saved")
        self.get("duplicate", ana, f"/item/{copies}/duplicate")
        self.get("duplicate-found", ana, f"/item/{copies}/duplicate?q=cell")
        self.get("duplicate-none", ana, f"/item/{copies}/duplicate?q=zzzz")
        self.get("item-none", ana, "/item/99999", 404)
        parts = "/topics/stem-cell-transplantation/parts"
        self.get("parts", ana, parts)
        self.post("preview", ana, f"/item/{copies}/preview", {"summary": "<b>T.", "words": 1}, 200)
        self.post("parts-wrong", ana, parts, {"do": "add", "new_intro": "<b>", "version": 0}, 400)
        self.post("parts-stale", ana, parts, {"do": "add", "new_title": "T", "version": 9}, 409)
        self.get("parts-none", ana, "/topics/nowhere/parts", 404)
        self.get("parts-of-a-reader", self.entered("Rea"), parts)
        self.get("new", ana, "/new")
        self.post("new-wrong", ana, "/new/record", {"what": "no number"}, 400)
        self.post("new-wrong-day", ana, "/new/typed", {"title": "T", "day": "x"}, 400)
        self.assertEqual(ana.post("/new/record", {"what": "99007777"}).status, 303)
        self.assertEqual(ana.post("/new/record", {"what": "99000101"}).status, 303)
        self.get("new-waits", ana, "/new?added=1")
        private = "http://10.0.0.1/"  # where nothing is asked
        self.run_tidings("add", private, "--wait", "--as", "Ben", now=WEEK_2)
        ((failed,),) = self.rows("SELECT id FROM addition WHERE state = 4")
        self.get("new-failed", ana, f"/new?added={failed}")
        self.get("nowhere", ana, "/nowhere", 404)
        self.state("not-by-get", ana.get("/undo"), "/undo", 405)
        self.get("new-of-a-reader", self.entered("Rea"), "/new")
        self.get("queue-of-a-reader", self.entered("Rea"), "/queue")
        self.get("not-for-editors", ben, "/people", 403)

    def many(self, ana):
        """A decision on all that match a filter, what is said of it, and the log of it."""
        self.get("many", ana, "/many?section=news&q=s")
        self.get("many-published", ana, "/many?state=approved")
        self.get("many-nothing", ana, "/many?q=zzzz")
        rows = re.findall(r'<li data-id="(\d+)"', ana.get("/queue").text)
        self.get("queue-far-down", ana, f"/queue?item={rows[-1]}")
        self.get("published-search", ana, "/published?q=stem")
        items = re.search(r'name="items" value="([^"]+)"', ana.get("/many?section=news").text)[1]
        form = {"items": items, "back": "/queue?section=news", "do": "reject", "reason": "advert"}
        done = ana.post("/batch", form)
        self.assertEqual(done.status, 303)
        self.get("many-done", ana, done.headers["Location"])
        self.get("log-many", ana, "/log")
        batch = re.search(r"/log\?batch=\d+", ana.get("/log").text)[0]
        self.get("log-batch", ana, batch)
        row = re.search(r"did=(\d+)", done.headers["Location"])[1]
        undone = ana.post("/undo", {"decision": row, "back": "/queue"})
        self.assertEqual(undone.status, 303)
        self.get("many-undone", ana, undone.headers["Location"])

    def colleagues(self, ana, ben, items):
        """An item set aside, notes on it, and what waits for the colleague."""
        item = next(iter(items))
        page = self.get("for-you-nothing", ben, "/for-you") and ana.get(f"/item/{item}")
        form = form_of(page.text, f"/item/{item}/assign")
        self.post("aside-without-why", ana, f"/item/{item}/assign", {**form, "for": 2}, 400)
        aside = {**form, "for": 2, "why": "Is the dose right? " + "Long words " * 12}
        self.assertEqual(ana.post(f"/item/{item}/assign", aside).status, 303)
        self.post("aside-stale", ana, f"/item/{item}/assign", {**aside, "for": 1}, 409)
        note = {"back": f"/item/{item}", "text": "@Ben <b>look</b>\nat\n" + "x" * 300}
        for _ in range(2):
            done = ana.post(f"/item/{item}/note", note)
            self.assertEqual(done.status, 303)
        self.post("note-empty", ana, f"/item/{item}/note", {"text": " "}, 400)
        self.get("queue-for-you", ben, f"/queue?item={item}")
        self.get("queue-for-me", ben, "/queue?for=2")
        self.get("for-you", ben, "/for-you")
        self.get("item-noted", ana, done.headers["Location"])
        last = re.search(r'name="note" value="(\d+)"', ana.get(f"/item/{item}").text)[1]
        self.assertEqual(ana.post(f"/item/{item}/note-back", {"note": last}).status, 303)
        self.get("item-note-taken-back", ben, f"/item/{item}")
        self.get("for-you-read", ben, "/for-you?said=read")
        self.get("for-you-of-a-reader", self.entered("Rea"), "/for-you")
        self.get("item-noted-of-a-reader", self.entered("Rea"), f"/item/{item}")
        self.get("log-aside", ana, "/log")

    @staticmethod
    def form_of_words(version, do, summary):
        return {"version": version, "do": do, "words": 1, "summary": summary}

    def decisions(self, ana, ben, items):
        """The pages after a decision, and those of two editors who decide on the same item."""
        ids = [id for id, item in items.items() if item["state"] != "update"]
        version = {
            id: re.search(r'name="version" value="(\d+)"', ana.get(f"/item/{id}").text)[1]
            for id in ids
        }
        bens = self.form_of_words(version[ids[0]], "save", "What Ben wrote in the meantime.")
        self.assertEqual(ben.post(f"/item/{ids[0]}/decide", bens).status, 303)
        self.get("item-somebody-is-here", ana, f"/item/{ids[0]}")
        stale = self.form_of_words(version[ids[0]], "approve", "What Ana wrote.")
        stale.update(title="A title of Ana’s", back="/queue")
        self.post("conflict", ana, f"/item/{ids[0]}/decide", stale, 409)
        self.post(
            "batch-refused",
            ana,
            "/batch",
            {
                "do": "reject",
                "item": [f"{ids[0]}_{version[ids[0]]}", f"{ids[1]}_{version[ids[1]]}"],
            },
            409,
        )
        self.post("batch-nothing", ana, "/batch", {"do": "reject"}, 400)
        done = ana.post(
            f"/item/{ids[2]}/decide", {"version": version[ids[2]], "do": "later", "back": "/queue"}
        )
        self.assertEqual(done.status, 303)
        self.get("queue-after", ana, done.headers["Location"])
        self.get("log-after", ana, "/log")
        self.get("item-put-off", ana, f"/item/{ids[2]}")
        self.get("published-waits", ana, "/published")
        emptied = self.form_of_words(version[ids[3]], "approve", "")
        emptied.update(title="A title", back="/queue")
        self.post("summary-emptied", ana, f"/item/{ids[3]}/decide", emptied, 409)
        old = self.form_of_words(version[ids[3]], "approve", "What Ana wrote.")
        old.update(csrf="old")
        self.post("from-before-a-login", ana, f"/item/{ids[3]}/decide", old, 403)
        self.post("login-with-words", self.browser(), f"/item/{ids[3]}/decide", old, 403)

    def gone(self, ana):
        """What readers saw, and then did not see any more."""
        item = re.findall(r'<a href="/item/(\d+)"[^>]*><b\b', ana.get("/published").text)[-1]
        self.get("item-published", ana, f"/item/{item}")
        version = re.search(r'name="version" value="(\d+)"', ana.get(f"/item/{item}").text)[1]
        self.post(
            "withdraw-without-reason",
            ana,
            f"/item/{item}/withdraw",
            {"version": version, "reason": ""},
            400,
        )
        self.post(
            "withdraw-stale",
            ana,
            f"/item/{item}/withdraw",
            {"version": 1, "reason": "It was about mice."},
            409,
        )
        self.assertEqual(
            ana.post(
                f"/item/{item}/withdraw", {"version": version, "reason": "It was about mice."}
            ).status,
            303,
        )
        self.get("item-withdrawn", ana, f"/item/{item}")
        self.get("digest-withdrawn", ana, "/digest/research")
        for state in ("corrected", "retracted", "withdrawn"):
            self.get(f"published-{state}", ana, f"/published?state={state}")
            self.get(f"queue-{state}", ana, f"/queue?state={state}")

    def accounts(self, ana):
        self.post(
            "account-wrong",
            ana,
            "/account/password",
            {"password": "wrong", "new": "a new one that is long"},
            400,
        )
        step = self.post("account-second-step", ana, "/account/totp", {"password": PASSWORD}, 200)
        fields = dict(re.findall(r'name="(secret|seal)" value="([^"]+)"', step.text))
        self.post("account-wrong-code", ana, "/account/totp", {**fields, "code": "000000"}, 400)
        now = int(datetime.fromisoformat(WEEK_2).timestamp())
        self.assertEqual(
            ana.post("/account/totp", {**fields, "code": code_at(fields["secret"], now)}).status,
            303,
        )
        self.get("account-with-second-step", ana, "/account?said=totp-on")
        self.post("people-made", ana, "/people", {"name": "Cem", "role": "senior"}, 200)
        number = re.search(r"/people/(\d+)/role", ana.get("/people").text.split("<strong>Cem")[1])[
            1
        ]
        for what in ("remove", "password", "totp"):
            self.post(f"people-asked-{what}", ana, f"/people/{number}/{what}", {}, 200)
        rename = {"was": "Cem", "called": "Ben"}
        self.post("people-name-taken", ana, f"/people/{number}/name", rename, 400)
        self.assertEqual(
            ana.post(f"/people/{number}/name", {**rename, "called": "Cem Özdemir-Wagner"}).status,
            303,
        )
        self.get("people-renamed", ana, "/people?said=renamed")
        self.post("people-wrong", ana, "/people", {"name": "ana", "role": "editor"}, 400)
        source = re.search(r'action="(/sources/\d+)/check"', ana.get("/sources").text)[1]
        self.assertEqual(ana.post(f"{source}/check", {}).status, 303)
        self.assertEqual(ana.post(f"{source}/pause", {"pause": "on"}).status, 303)
        self.get("sources-asked-and-paused", ana, "/sources?said=asked")
        self.assertEqual(ana.post("/account/keys", {"keys": "off"}).status, 303)
        self.get("queue-keys-off", ana, "/queue")
        self.get("account-keys-off", ana, "/account")

    def digest(self, ana, ben):
        """The next edition: an address, a chosen order, a test mail in each of its states, two
        editors who arrange it at the same time."""
        self.tidings(
            "approve", *[item["id"] for item in self.queue(now=WEEK_2)], "--as", "Ben", now=WEEK_2
        )
        self.get("queue-all-done", ana, "/queue")
        self.get("back-full", ana, "/log/back")
        seen = ben.get("/digest/research").text
        order = form_of(ana.get("/digest/research").text, "/digest/research/order")
        items = order["order"][0].split(",")
        self.assertEqual(
            ana.post("/digest/research/order", {**order, "down": items[0]}).status, 303
        )
        self.post(
            "digest-conflict",
            ben,
            "/digest/research/order",
            {**form_of(seen, "/digest/research/order"), "first": items[-1]},
            409,
        )
        self.post(
            "account-address-wrong", ana, "/account/email", {"email": "Ana <ana@example.net>"}, 400
        )
        self.post("digest-test-without-address", ana, "/digest/research/test", {}, 409)
        self.has_address("Ana", "ana@example.net")
        self.get("digest-arranged", ana, "/digest/research")
        self.assertEqual(ana.post("/digest/research/test", {}).status, 303)
        self.get("digest-test-waits", ana, "/digest/research?said=test")
        for name, how in (
            ("put-off", {"RCPT": "451 4.7.1 come back later"}),
            ("refused", {"RCPT": "550 5.1.1 no such user"}),
            ("sent", {}),
        ):
            with Sink(**how) as sink:
                self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{sink.port}" }}', "mail.conf")
                self.assertEqual(ana.post("/digest/research/test", {}).status, 303)
                self.run_tidings("run", now=WEEK_2)  # the sources are out of reach by now
                self.get(f"digest-test-{name}", ana, "/digest/research")

    def editions(self, ana, ben):
        """The words of an edition, what is left out, freezing it, and sending it in each state."""
        at = "/digest/research"
        self.configure('door { url = "https://news.example.org/" }', "door.conf")
        fields = {"version": 0, "subject": "Ours", "greeting": "Hello.", "first": "Theirs."}
        self.assertEqual(ana.post(f"{at}/words", fields).status, 303)
        self.post("digest-words-conflict", ben, f"{at}/words", {**fields, "first": "Mine."}, 409)
        items = form_of(ana.get(at).text, f"{at}/order")["order"][0].split(",")
        self.assertEqual(ana.post(f"{at}/leave", {"leave": items[0]}).status, 303)
        self.get("digest-left-out", ana, f"{at}?said=left-out")
        self.get("digest-overview", ana, "/digest")
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute("INSERT INTO edition_reminder VALUES (1, 1, '2026-W48', 1 << 40, 1)")
        self.get("digest-waits", ana, "/digest")
        self.get("queue-and-a-digest-that-waits", ana, "/queue")
        self.get("freeze", ana, f"{at}/freeze")
        self.post("freeze-changed", ana, f"{at}/freeze", {"seen": "0"}, 409)
        seen = form_of(ana.get(f"{at}/freeze").text, f"{at}/freeze")
        edition = ana.post(f"{at}/freeze", seen).headers["Location"].partition("?")[0]
        self.get("edition-frozen", ana, f"{edition}?said=frozen")
        self.get("send-to-nobody", ana, f"{edition}/send")
        for n in range(3):
            self.subscriber(n)
        self.get("send", ana, f"{edition}/send")
        self.post("send-changed", ana, f"{edition}/send", {"people": 2}, 409)
        self.assertEqual(ana.post(f"{edition}/send", {"people": 3}).status, 303)
        self.get("edition-going", ana, f"{edition}?said=sending")
        self.get("send-cancel", ana, f"{edition}/cancel")
        self.assertEqual(ana.post(f"{edition}/mailing", {"do": "pause"}).status, 303)
        self.get("edition-paused", ana, f"{edition}?said=send-pause")
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute("UPDATE delivery SET state = 5, due = NULL WHERE subscriber = 1")
        self.get("edition-unknown", ana, edition)
        self.assertEqual(ana.post(f"{edition}/mailing", {"do": "cancel"}).status, 303)
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            at, number = datetime.fromisoformat(WEEK_2).timestamp(), edition.rsplit("/", 1)[1]
            db.execute(
                "INSERT INTO bounce VALUES (zeroblob(16), 0, ?, 5, 1, ?, '')", (int(at), number)
            )
            for verb in (0, 1, 5, 6):
                row = ("news", WEEK_2[:10], verb)
                db.execute("INSERT INTO subscriber_tally VALUES (?, ?, ?, 3)", row)
        self.get("edition-cancelled", ana, f"{edition}?said=send-cancel")
        self.get("editions", ana, "/digest/editions")
        self.get("log-editions", ana, "/log/editions")
        self.correction(ana, edition)
        self.get("subscribers", ana, "/digest/subscribers?said=deleted")
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute("INSERT INTO mail_list (id, slug) VALUES (9, 'older')")
            db.execute("UPDATE subscription SET list = 9")
        self.get("subscribers-of-no-digest", ana, "/digest/subscribers")

    def campaign(self, ana, edition):
        """Handing an edition to listmonk in each state, after it was sent; and sending another."""
        there = 'address = "l@lists.example.org" listmonk = "http://127.0.0.1:9/"'
        there += ' listmonk_list = "3" listmonk_user = "u" listmonk_token = "t"'
        self.configure(f'digest "research" {{ sections = {{"research"}} {there} }}', "digest.conf")
        self.get("campaign-after-sending", ana, f"{edition}/campaign")
        self.post("campaign-not-confirmed", ana, f"{edition}/campaign", {}, 409)
        self.assertEqual(ana.post(f"{edition}/campaign", {"twice": "1"}).status, 303)
        self.get("edition-campaign-waits", ana, f"{edition}?said=campaign")
        for name, state in (("put-off", (None, 0, "It is away")), ("failed", (1, 1, "It is away"))):
            with sqlite3.connect(f"{self.site}/tidings.db") as db:
                job = "UPDATE job SET finished = ?, failed = ?, outcome = ? WHERE kind = 'campaign'"
                db.execute(job, state)
            self.get(f"edition-campaign-{name}", ana, edition)
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            number = edition.rsplit("/", 1)[1]
            db.execute("INSERT INTO campaign VALUES (?, 1, 41)", (number,))
            same = "frozen, hash, subject, fresh, corrected, html, text, slot"
            other = db.execute(
                f"INSERT INTO edition (list, period, {same}) SELECT list, 'other', {same} "
                "FROM edition WHERE id = ?",
                (number,),
            ).lastrowid
        self.get("edition-campaign", ana, edition)
        self.post("campaign-already", ana, f"{edition}/campaign", {}, 409)
        other = f"/digest/edition/{other}"
        self.get("campaign-before-sending", ana, f"{other}/campaign")
        self.assertEqual(ana.post(f"{other}/campaign", {}).status, 303)
        self.get("send-both-ways", ana, f"{other}/send")

    def correction(self, ana, edition):
        """Of an item that was sent to two people: its page, the correction, and sending that."""
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            number = edition.rsplit("/", 1)[1]
            found = db.execute("SELECT min(item) FROM edition_item WHERE edition = ?", (number,))
            (item,) = found.fetchone()
            db.execute("UPDATE delivery SET state = 2, due = NULL WHERE edition = ?", (number,))
        path = f"/digest/research/correction/{item}"
        self.get("correction-of-nothing", ana, path, 404)
        self.run_tidings("edit", str(item), "--summary", "Right.", "--as", "Ben", now=WEEK_2)
        self.run_tidings("publish", now=WEEK_2)
        self.get("item-mailed", ana, f"/item/{item}")
        self.get("correction", ana, path)
        self.post("correction-changed", ana, path, {"seen": "0"}, 409)
        answer = ana.post(path, form_of(ana.get(path).text, path))
        frozen = answer.headers["Location"].partition("?")[0]
        self.get("edition-of-correction", ana, frozen)
        self.get("send-correction", ana, f"{frozen}/send")
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute("DELETE FROM edition_item WHERE edition = ?", (frozen.rsplit("/", 1)[1],))
            db.execute("UPDATE delivery SET state = 6 WHERE edition = ?", (number,))
        self.get("correction-for-nobody", ana, path)
        self.campaign(ana, edition)

    def subscriber(self, number):
        """One who is confirmed and on the list of research, and counted."""
        with sqlite3.connect(f"{self.site}/tidings.db") as db:
            db.execute(
                "INSERT INTO subscriber (found, handle, address, state, how, proof, made, "
                "confirmed, changed, wanted, asked, letters) "
                "VALUES (?1, ?1, x'00', 1, 1, '', 0, 0, 0, '', 0, 0)",
                (f"{number:08}".encode(),),
            )
            db.execute(
                "INSERT INTO subscription SELECT l.id, p.id, 0 FROM mail_list AS l, "
                "subscriber AS p WHERE l.slug = 'research' AND p.handle = ?",
                (f"{number:08}".encode(),),
            )

    def mailed_link(self, sink):
        """The worker mails what was asked for; the path of the link in it."""
        self.run_tidings("run", now=WEEK_2)
        text = sink.messages[-1]["data"].replace(b"=\r\n", b"").decode()
        return re.search(r"https://desk\.example\.org(/\S+)", text)[1]

    def invitations(self, ana, stranger, sink):
        fields = {"name": "Elisa", "role": "editor", "email": "elisa@example.net"}
        self.assertEqual(ana.post("/people/invite", fields).status, 303)
        self.get("people-invited", ana, "/people?said=invited")
        path = self.mailed_link(sink)
        page = self.get("invited", stranger, path)
        key = path.rpartition("/")[2]
        answer = {"csrf": page.csrf(), "key": key, "name": "Ben", "new": PASSWORD}
        self.post("invited-taken", stranger, "/invitation", answer, 400)
        self.post("people-invited-twice", ana, "/people/invite", fields, 400)
        number = re.search(r"/people/invited/(\d+)/link", ana.get("/people").text)[1]
        self.post("people-link", ana, f"/people/invited/{number}/link", {}, 200)
        self.get("invited-over", stranger, path, 404)

    def mail(self, ana, ben):
        """An address is confirmed, a password is forgotten."""
        stranger = self.browser()
        self.get("forgot-without-mail", stranger, "/forgot")
        with Sink() as sink:
            self.configure('desk { url = "https://desk.example.org" }', "url.conf")
            self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{sink.port}" }}', "mail.conf")
            fields = {"email": "ben@example.net", "password": PASSWORD}
            self.assertEqual(ben.post("/account/email", fields).status, 303)
            self.get("account-address-waits", ben, "/account?said=email")
            sink.answers["RCPT"] = "451 4.7.1 later"
            self.run_tidings("run", now=WEEK_2)
            self.get("account-address-put-off", ben, "/account")
            sink.answers["RCPT"] = "550 5.1.1 no such user"
            self.assertEqual(ben.post("/account/email", fields).status, 303)
            self.run_tidings("run", now=WEEK_2)
            self.get("account-address-refused", ben, "/account")
            sink.answers["RCPT"] = "250 OK"
            self.assertEqual(ben.post("/account/email", fields).status, 303)
            path = self.mailed_link(sink)
            self.get("account-address-mailed", ben, "/account")
            self.get("people-address", ana, "/people?said=email-theirs")
            page = self.get("confirm", stranger, path)
            key = path.rpartition("/")[2]
            self.assertEqual(
                stranger.post("/confirm", {"csrf": page.csrf(), "key": key}).status, 303
            )
            self.get("confirm-used", stranger, path, 404)
            self.get("account-address", ben, "/account?said=confirmed")
            chosen = {"daily": "1", "hour": "9", "published": "1", "sources": "1"}
            self.assertEqual(ben.post("/account/mail", chosen).status, 303)
            self.get("account-mail", ben, "/account?said=mail")
            self.post("account-mail-wrong", ben, "/account/mail", {"hour": "24"}, 400)
            sink.answers["RCPT"] = "550 5.1.1 no such user"
            self.run_tidings("run", now="2026-11-10T09:00:00Z")
            self.get("account-mail-refused", ben, "/account")
            sink.answers["RCPT"] = "250 OK"
            number = re.search(
                r"/people/(\d+)/role", ana.get("/people").text.split("<strong>Ben")[1]
            )[1]
            self.post("people-asked-email", ana, f"/people/{number}/email", fields, 200)
            self.invitations(ana, stranger, sink)
            page = self.get("forgot", stranger, "/forgot")
            for _ in range(3):
                self.assertEqual(
                    stranger.post("/forgot", {"csrf": page.csrf(), "who": "ben"}).status, 303
                )
            self.post("forgot-too-often", stranger, "/forgot", {"who": "ben"}, 429)
            self.get("login-forgot", stranger, "/login?said=forgot")
            path = self.mailed_link(sink)
            page = self.get("reset", stranger, path)
            fields = {"csrf": page.csrf(), "key": path.rpartition("/")[2], "new": "short"}
            self.post("reset-short", stranger, "/reset", fields, 400)
            self.get("reset-none", stranger, "/reset/0", 404)

    def all_states(self):
        self.without_editors()
        self.close()
        items = self.two_weeks()
        self.serve(now=WEEK_2)
        ana, ben = self.entered("Ana"), self.entered("Ben")
        self.lists(ana, ben, items)
        self.colleagues(ana, ben, items)
        self.many(ana)
        self.decisions(ana, ben, items)
        self.gone(ana)
        self.accounts(ana)
        self.digest(ana, ben)
        self.editions(ana, ben)
        self.mail(ana, ben)
        self.logins()
        return ben

    def check_html(self):
        folder = f"{self.site}/html"
        os.makedirs(folder)
        for page in self.pages:
            with open(f"{folder}/{page['name']}.html", "w", encoding="utf-8") as f:
                f.write(page["html"])
        if not shutil.which("java"):
            print("no java: the Nu HTML checker is left out")
            return
        run = subprocess.run(
            [
                "java",
                "-jar",
                f"{FOLDER}/node_modules/vnu-jar/build/dist/vnu.jar",
                "--format",
                "gnu",
                folder,
            ],
            capture_output=True,
            text=True,
        )
        self.assertEqual(run.stdout + run.stderr.replace(f"file:{folder}/", ""), "")

    def test_every_state_of_every_page(self):
        ben = self.all_states()
        names = [page["name"] for page in self.pages]
        self.assertEqual(len(names), len(set(names)))
        with self.subTest("Nu HTML checker"):
            self.check_html()
        shots = os.environ.get("SHOTS", "")
        if shots:
            os.makedirs(shots, exist_ok=True)
        seen = self.node(
            "look.mjs",
            {
                "base": self.address(),
                "tags": TAGS,
                "pages": self.pages,
                "shots": shots,
                "cookie": self.cookie(ben),
            },
        )
        print(f"{len(names)} states; tab stops {seen['stops']}")
        self.assertEqual(seen["problems"], [], "\n" + "\n".join(seen["problems"]))
        self.assertLessEqual(seen["stops"]["queue"], STOPS_MAX)


if __name__ == "__main__":
    prepare()
    unittest.main()
