"""Editions at the desk that do not just go to the whole list: to those who were sent an item
that is corrected, and to a mailer of one's own."""
import unittest

from desk import form_of, plain
from desk_digest import NOW
from desk_editions import LIST, EditionsDesk
from smtp_sink import Sink
from test_own_mailer import Listmonk, listmonk_options


class AnotherMailer(EditionsDesk):
    """The worker hands an edition to listmonk; it goes both ways only when that is meant."""

    def setUp(self):
        super().setUp()
        self.listmonk = Listmonk()
        self.addCleanup(self.listmonk.stop)
        self.digest(listmonk_options(self.listmonk))
        self.edition = self.freeze()
        self.path = f"{self.edition}/campaign"

    def digest(self, more):
        self.configure(f'digest "research" {{ sections = {{"research"}} {more} }}', "digest.conf")

    def make_due(self):
        with self.beside() as db:
            db.execute("UPDATE job SET due = 0 WHERE finished IS NULL")

    def test_the_worker_makes_it_a_draft(self):
        self.assertNotIn(self.path, self.page(self.edition))
        self.page(self.path, self.ana, 403)
        self.press(self.path, {}, self.ana, 403)
        self.assertIn(self.path, self.page(self.edition, self.sue))
        self.assertNotIn('name="twice"', self.page(self.path, self.sue))
        self.press(self.path, form_of(self.page(self.path, self.sue), self.path), self.sue)
        self.assertIn("It waits to be handed to listmonk", self.shown(self.edition))
        self.assertEqual(self.listmonk.asked, [])
        self.listmonk.fail = {"GET": (502, [], b"secret")}
        self.run_worker()
        page = self.shown(self.edition)
        self.assertIn("Not yet: listmonk answered with status 502", page)
        self.assertNotIn("secret", page)
        self.listmonk.fail = {}
        self.make_due()
        self.run_worker()
        self.assertEqual(len(self.listmonk.campaigns), 1)
        self.assertIn("It is campaign 41 of listmonk", self.shown(self.edition))
        self.assertIn("Handed to listmonk Research, week 45 Sue", self.shown("/log/editions"))
        self.page(self.path, self.sue, 409)
        self.press(self.path, {}, self.sue, 409)
        self.press(f"{self.edition}/mailing", {"do": "give"}, self.sue, 400)
        self.run_worker()
        self.assertEqual(len(self.listmonk.campaigns), 1)

    def test_it_is_sent_as_well_only_when_that_is_meant(self):
        self.subscribers(0, 2)
        with Sink() as sink:
            self.mail_to(sink.port)
            send = f"{self.edition}/send"
            self.press(self.path, {}, self.sue)
            for _ in range(2):  # while it waits for the worker, and when it was handed over
                page = self.page(send, self.sue)
                self.assertIn("who is on both lists gets it twice", plain(page))
                self.assertRegex(page, r'<input type="checkbox" name="twice" value="1" required>')
                self.press(send, form_of(page, send), self.sue, 409)
                self.assertEqual(self.rows("SELECT count(*) FROM mailing"), [(0,)])
                self.run_worker()
            self.press(send, {**form_of(page, send), "twice": "1"}, self.sue)
            self.run_worker()
            self.assertEqual(len(sink.messages), 2)

    def test_what_was_sent_is_handed_over_only_when_that_is_meant(self):
        self.subscribers(0, 2)
        with Sink() as sink:
            self.mail_to(sink.port)
            self.press(self.path, {}, self.sue)  # asked for before, and the worker comes late
            self.press(f"{self.edition}/send", {"people": 2, "twice": "1"}, self.sue)
            self.run_worker()
            self.assertEqual(len(sink.messages), 2)
        self.assertEqual(self.listmonk.campaigns, [])
        self.assertIn("It was not handed to listmonk", self.shown(self.edition))
        page = self.page(self.path, self.sue)
        self.assertIn("who is on both lists gets it twice", plain(page))
        answer = self.press(self.path, form_of(page, self.path), self.sue, 409)
        self.assertIn("Nothing was handed over", answer.text)
        self.press(self.path, {"twice": "1"}, self.sue)
        self.run_worker()
        self.assertEqual(len(self.listmonk.campaigns), 1)

    def test_only_where_there_is_one(self):
        self.digest('address = "news@lists.example.org"')
        self.serve(now=NOW)
        sue = self.entered("Sue")
        self.assertNotIn("listmonk", self.page(self.edition, sue))
        self.press(self.path, {}, sue, 409)
        self.subscribers(0, 1)
        self.assertIn("a mailing list elsewhere", self.shown(f"{self.edition}/send", sue))
        self.page("/digest/edition/999/campaign", sue, 404)


class Corrections(EditionsDesk):
    """What is found to be wrong is told to those who were sent it, and to nobody else."""

    def setUp(self):
        super().setUp()
        self.edition = self.freeze()
        self.subscribers(0, 4)
        self.item = str(self.rows("SELECT min(item) FROM edition_item")[0][0])
        self.path = f"{LIST}/correction/{self.item}"

    def send_to(self, sink, edition, people):
        self.mail_to(sink.port)
        self.press(f"{edition}/send", {"people": people}, self.sue)
        self.run_worker()

    def edit(self, words="Of what is right."):
        self.tidings("edit", self.item, "--summary", words, "--as", "Ana", now=NOW)
        self.tidings("publish", now=NOW)

    def correct(self):
        """Freezes the correction; the address of its page."""
        answer = self.press(self.path, form_of(self.page(self.path), self.path))
        return answer.headers["Location"].partition("?")[0]

    def test_from_the_item_to_those_who_were_sent_it(self):
        with Sink() as sink:
            self.send_to(sink, self.edition, 4)
            self.assertIn("It is in Research, week 45 (sent)", self.shown(f"/item/{self.item}"))
            self.assertIn(f'href="{self.path}"', self.page(f"/item/{self.item}"))
            self.assertNotIn(self.path, self.page(f"/item/{self.item}", self.entered("Rea")))
            self.page(self.path, self.entered("Rea"), 403)
            self.assertIn("There is nothing to correct", self.shown_with(404, self.path))
            self.subscribers(4, 6)  # who come later were not sent it
            with self.beside() as db:
                db.execute("UPDATE subscriber SET state = 2 WHERE id = 1")  # and one left
            self.edit()
            page = self.shown(self.path)
            self.assertIn("It is for 3 people who were sent the item", page)
            self.assertIn("Research: 1 update", page)
            for kind in ("html", "text"):
                mail = self.page(f"{self.path}/{kind}")
                self.assertIn("Of what is right.", mail)
            words = form_of(self.page(LIST), f"{LIST}/words")["version"]
            correction = self.correct()
            self.assertEqual(form_of(self.page(LIST), f"{LIST}/words")["version"], words)
            self.assertIn(f"2026-11-02.c{self.item}-research", str(self.public_files().keys()))
            self.assertIn("A correction of item", self.shown(correction))
            self.assertIn("a correction of item", self.shown("/digest/editions"))
            self.page(f"{correction}/send", self.ana, 403)
            confirm = self.page(f"{correction}/send", self.sue)
            self.assertIn("It goes to 3 people , who were sent item", plain(confirm))
            # Until it is sent, the next edition tells it too; then it does not.
            self.assertIn("Of what is right.", self.preview("text").decode())
            self.press(f"{correction}/send", {"people": 6}, self.sue, 409)
            self.press(f"{correction}/send", {"people": 3}, self.sue)
            self.page(f"{LIST}/html", status=404)
            self.run_worker()
            self.assertEqual(len(sink.messages), 7)
            to = sorted(m["to"] for m in sink.messages[4:])
            self.assertEqual(to, [f"s00000{i}@example.net" for i in (1, 2, 3)])
        self.assertIn("There is nothing to correct", self.shown_with(404, self.path))
        log = [(r["verb"], r["people"]) for r in self.objects("log", "--editions", now=NOW)]
        self.assertEqual(log, [("send", 3), ("freeze", 0), ("send", 4), ("freeze", 0)])
        # The overview still calls the list's own edition the last one.
        self.assertIn(f'href="{self.edition}">the last edition', self.page("/digest"))

    def shown_with(self, status, path):
        return plain(self.page(path, status=status))

    def test_what_is_not_true_any_more_is_sent_only_when_that_is_meant(self):
        told = "readers are told otherwise"
        path, item = f"{self.edition}/send", f"/item/{self.item}"
        self.assertNotIn(told, self.shown(path, self.sue))
        self.assertIn("It is in Research, week 45 (not sent)", self.shown(item))
        self.edit()
        title = self.objects("show", self.item, now=NOW)[0]["title"]
        with Sink(RCPT="451 4.2.0 later") as sink:
            self.mail_to(sink.port)
            for page in (self.edition, path):
                self.assertIn(told, self.shown(page, self.sue))
                self.assertIn(f"<li dir=\"auto\">{title}</li>", self.page(page, self.sue))
            self.assertRegex(self.page(path, self.sue), r'name="as_frozen" value="1" required>')
            refused = self.press(path, {"people": 4}, self.sue, 409)
            self.assertIn("Nothing was sent; look again", plain(refused.text))
            self.press(path, {"people": 4, "as_frozen": "1"}, self.sue)
            self.run_worker()
        # Who looks at it while it waits may want to cancel the rest.
        self.assertIn(told, self.shown(self.edition))
        self.assertIn("It is in Research, week 45 (being sent)", self.shown(item))
        self.press(f"{self.edition}/mailing", {"do": "cancel"}, self.sue)
        self.assertNotIn(told, self.shown(self.edition))

    def test_who_still_waits_for_the_item_is_not_corrected_before(self):
        with Sink() as sink:
            self.send_to(sink, self.edition, 4)
            self.edit()
            correction = self.correct()
            with self.beside() as db:
                db.execute("UPDATE delivery SET state = 3, due = 0 WHERE subscriber = 2")
            answer = self.press(f"{correction}/send", {"people": 3}, self.sue, 409)
            self.assertIn("still being sent to 1 person", plain(answer.text))
            self.press(f"{self.edition}/mailing", {"do": "cancel"}, self.sue)

    def test_what_was_withdrawn(self):
        with Sink() as sink:
            self.send_to(sink, self.edition, 4)
            self.tidings("withdraw", self.item, "--reason", "Not so.", "--as", "Sue", now=NOW)
            self.assertIn("Not so.", self.page(f"{self.path}/text"))
            correction = self.correct()
            self.send_to(sink, correction, 4)
            self.assertEqual(len(sink.messages), 8)
            self.page(self.path, status=404)

    def test_twice_on_a_day_and_at_the_command_line(self):
        with Sink() as sink:
            self.send_to(sink, self.edition, 4)
            for n, name in ((1, ""), (2, ".2")):
                self.edit(f"Better, {n}.")
                said = self.tidings("digest", "--about", self.item, "--as", "Ana", now=NOW)
                period = f"2026-11-02.c{self.item}{name}"
                self.assertIn(f"out/digest/{period}-research.eml", said)
                self.assertIn("nobody was sent item", said)
                send = ("send", f"{period}-research", "--as", "Sue")
                self.assertIn("say --people 4", self.run_tidings(*send, now=NOW).stderr)
                other = self.run_tidings(*send, "--people", "4", "--about", "1999", now=NOW)
                self.assertIn("corrects another item", other.stderr)
                self.assertIn("4 sent", self.tidings(*send, "--people", 4, now=NOW))
            self.assertEqual(len(sink.messages), 12)
        said = self.tidings("digest", "--about", self.item, "--section", "research", now=NOW)
        self.assertIn("there is nothing to correct", said)
        done = self.run_tidings("digest", "--about", self.item, "--period", "x", now=NOW)
        self.assertEqual(done.returncode, 2)

    def test_changed_while_somebody_looked(self):
        with Sink() as sink:
            self.send_to(sink, self.edition, 4)
        self.edit()
        seen = form_of(self.page(self.path), self.path)
        self.edit("Of what is better.")
        self.assertIn("changed in between", self.press(self.path, seen, status=409).text)
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(1,)])


if __name__ == "__main__":
    unittest.main()
