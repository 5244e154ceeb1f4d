"""Letters that editors chose: what waits, once a day; retractions, stopped trials and failing
sources, once each."""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import stores
from desk import form_of, plain
from desk_mail import DESK, MailDesk
from pipeline import SAMPLE, TIDINGS, Replay, read, write
from smtp_sink import DROP, Sink

WEEK_1, WEEK_2 = "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"


class Told(MailDesk):
    """The sample's first week. Ana and Ben have addresses."""

    zone, approved = "UTC", False

    def setUp(self):
        super().setUp()
        self.use_sample()
        os.remove(f"{self.site}/feeds/test.conf")
        path = f"{self.site}/feeds/site.conf"
        text = read(path).replace("America/Chicago", self.zone)
        self.assertIn(self.zone, text)
        write(path, text + f'desk {{ url = "{DESK}" }}\n')
        self.made_once(self.prepare)
        self.sink = Sink()
        self.sink.__enter__()
        self.addCleanup(self.sink.__exit__)
        self.configure(f'mail {{ smtp = "smtp://127.0.0.1:{self.sink.port}" }}', "mail.conf")

    def prepare(self):
        self.close()
        self.visit(1, WEEK_1)
        if self.approved:
            self.tidings("approve", *[item["id"] for item in self.queue(now=WEEK_1)], now=WEEK_1)
        for name in ("Ana", "Ben"):
            self.has_address(name, f"{name.lower()}@example.net")

    def visit(self, step, now, folder=SAMPLE):
        with Replay(folder, step=step) as replay:
            self.port = replay.port
            self.tidings("fetch", now=now)

    def choose(self, name="Ana", now=WEEK_1, **choices):
        options = [part for key, value in choices.items() for part in (f"--{key}", value)]
        return self.tidings("editor", "mail", name, *options, now=now)

    def worker(self, now, count):
        """A round in which no source is visited; so many letters have come by its end."""
        with self.beside() as db:
            db.execute("UPDATE source SET next_due = 1099511627776")
            db.execute("UPDATE addition SET due = 1099511627776")
        self.run_tidings("run", now=now)
        self.assertEqual(len(self.sink.messages), count, now)

    def killed(self, now, when):
        """A worker that is killed when this holds."""
        self.store("UPDATE source SET next_due = 1099511627776")
        work = subprocess.Popen(
            [TIDINGS, "-C", self.site, "--now", now, "work"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, TIDINGS_REPLAY_PORT="1"),
        )
        self.addCleanup(lambda: work.poll() is None and work.kill())
        for _ in range(3000):
            if when():
                break
            time.sleep(0.02)
        self.assertTrue(when())
        work.send_signal(signal.SIGKILL)
        work.wait()
        self.sink.slow = self.sink.slow_end = 0

    def letters(self):
        return self.rows("SELECT key, failed, outcome FROM job WHERE kind = 'letter' ORDER BY id")

    def checked(self):
        return self.run_tidings("check", now=WEEK_1).stdout

    def store(self, sql, *values):
        with self.beside() as db:
            db.execute(sql, values)


class EditionsWait(Told):
    """Everything of the first week is approved, and the queue is empty."""

    approved = True

    def reminders(self, path="/queue"):
        page = self.entered().get(path).text
        return re.findall(r'<li><a href="/digest/(\w+)">([^<]*)</a> waits to be looked at', page)

    def test_once_a_period(self):
        self.choose(daily="7")
        self.worker("2026-11-08T08:00:00Z", 0)  # the week is not over
        self.worker("2026-11-09T08:00:00Z", 1)
        self.worker("2026-11-10T08:00:00Z", 1)  # told once
        mail = self.mails(self.sink)[0]
        self.assertEqual(mail["Subject"], "3 editions wait to be looked at")
        self.assertIn("Research: the edition of week 46 waits to be looked at.\n", mail.words)
        self.assertNotIn("In the queue", mail.words)
        lists = ["digest/research", "digest/news", "digest/trials"]
        self.assertEqual(mail.links, [*lists, "account"])
        self.assertEqual(self.rows("SELECT count(*) FROM edition"), [(0,)])  # nothing by itself
        self.serve(now="2026-11-10T08:00:00Z")
        for path in ("/queue", "/digest"):
            names = ["research", "news", "trials"]
            self.assertEqual([name for name, _ in self.reminders(path)], names)
        self.tidings("digest", "--section", "research", now="2026-11-10T09:00:00Z")
        self.assertEqual([name for name, _ in self.reminders()], ["news", "trials"])
        self.worker("2026-11-16T08:00:00Z", 2)  # another week, and research has nothing new
        mail = self.mails(self.sink)[1]
        self.assertEqual(mail["Subject"], "2 editions wait to be looked at")
        self.assertIn("News: the edition of week 47 waits", mail.words)
        self.assertNotIn("Research", mail.words)
        self.assertEqual([name for name, _ in self.reminders()], ["news", "trials"])

    def test_beside_the_queue_and_by_month(self):
        self.configure(
            'digest "all" { title = "All" sections = {"research", "news", "trials"} '
            'cadence = "monthly" }\ndigest "any" { sections = {"news"} cadence = "demand" }\n',
            "lists.conf",
        )
        self.choose(daily="7")
        self.visit(2, WEEK_2)
        self.worker("2026-11-30T08:00:00Z", 1)
        self.worker("2026-12-01T08:00:00Z", 2)
        first, second = self.mails(self.sink)
        self.assertRegex(first["Subject"], r"^\d+ items wait in the queue$")
        self.assertRegex(
            second["Subject"], r"^\d+ items wait in the queue; an edition waits to be looked at$"
        )
        self.assertIn("All: the edition of December 2026 waits", second.words)


class Daily(Told):
    def test_what_waits(self):
        self.choose(daily="7")
        self.worker("2026-11-03T06:59:59Z", 0)
        self.worker("2026-11-03T07:00:00Z", 1)
        self.worker("2026-11-03T07:00:01Z", 1)
        self.worker("2026-11-03T23:59:59Z", 1)
        (mail,) = self.mails(self.sink)
        queue = self.queue(now=WEEK_1)
        self.assertEqual(mail.to, "ana@example.net")
        self.assertEqual(mail["Subject"], f"{len(queue)} items wait in the queue")
        self.assertIn(f"In the queue: {len(queue)} (research ", mail.words)
        self.assertIn("The oldest came on 11/02/2026: ", mail.words)
        self.assertEqual(
            mail.links, [f"item/{item['id']}" for item in queue[:10]] + ["queue", "account"]
        )
        for item in queue[:10]:
            self.assertIn(f"* {item['title']}\n", mail.words)
        self.assertIn("… and more.", mail.words)
        self.assertIn("It is switched off on the page of your account", mail.words)
        self.worker("2026-11-04T09:30:00Z", 2)  # no worker ran at seven: later, the same day
        self.choose(daily="off")
        self.worker("2026-11-05T09:30:00Z", 2)

    def test_what_is_set_aside_for_her_comes_first(self):
        self.choose(daily="7")
        self.choose("Ben", daily="7")
        last = self.queue(now=WEEK_1)[-1]["id"]
        words = ("--reason", "you know it", "--as", "Ben")
        self.tidings("assign", last, "--to", "Ana", *words, now=WEEK_1)
        self.worker("2026-11-03T07:00:00Z", 2)
        ana, ben = sorted(self.mails(self.sink), key=lambda mail: mail.to)
        self.assertIn("Set aside for you: 1\n", ana.words)
        self.assertEqual(ana.links[0], f"item/{last}")
        self.assertNotIn("Set aside", ben.words)
        self.assertNotEqual(ben.links[0], f"item/{last}")

    def test_titles_of_all_kinds(self):
        long, arabic = "long words " * 30, "تصلب (SSc): دراسة"
        emoji = "🎗️ 3 % < 4 % & “so”"
        titles = (long.strip(), arabic, emoji, "From here", "Evil \u202egnp.exe")
        cut = long[:199].strip() + "…"
        shown = (cut, f"\u2068{arabic}\u2069", emoji, "From here", "Evil gnp.exe")
        items = [item["id"] for item in self.queue(now=WEEK_1) if item["section"] == "news"][:5]
        for item, title in zip(items, titles, strict=True):
            self.tidings("edit", item, "--title", title, now=WEEK_1)
            self.tidings("assign", item, "--to", "Ana", "--reason", "yours", now=WEEK_1)
        self.choose(daily="7")
        self.worker("2026-11-03T07:00:00Z", 1)
        (mail,) = self.mails(self.sink)
        for item, title in zip(items, shown, strict=True):
            self.assertIn(f"\n\n* {title}\n{DESK}item/{item}\n\n", mail.words)

    def test_nothing_waits(self):
        self.choose(daily="7")
        self.tidings("reject", *[item["id"] for item in self.queue(now=WEEK_1)], now=WEEK_1)
        self.worker("2026-11-03T07:00:00Z", 0)
        self.assertEqual(self.letters(), [])

    def test_the_first_one_is_not_of_an_hour_that_has_passed(self):
        self.choose(daily="7", now="2026-11-03T07:00:00Z")
        self.worker("2026-11-03T07:00:01Z", 0)
        self.worker("2026-11-04T07:00:00Z", 1)
        self.choose(daily="9", now="2026-11-04T08:00:00Z")
        self.worker("2026-11-04T09:00:00Z", 1)  # it had its letter
        self.worker("2026-11-05T08:59:59Z", 1)
        self.worker("2026-11-05T09:00:00Z", 2)

    def test_a_clock_that_goes_back_brings_none_twice(self):
        self.choose(daily="7")
        self.worker("2026-11-04T07:00:00Z", 1)
        self.worker("2026-11-03T07:00:00Z", 1)
        self.worker("2026-11-04T08:00:00Z", 1)
        self.worker("2026-11-05T07:00:00Z", 2)

    def test_a_worker_that_dies_mails_nothing_twice_and_what_is_lost_is_said(self):
        self.choose(daily="7")
        self.sink.slow_end = 3
        self.killed("2026-11-03T07:00:00Z", lambda: self.sink.ended.is_set())
        self.worker("2026-11-03T07:01:00Z", 1)
        self.worker("2026-11-03T08:00:00Z", 1)
        ((key, failed, outcome),) = self.letters()
        self.assertEqual((key.split()[0], failed), ("daily", 1))
        self.assertIn("the worker broke off while it was sending", outcome)
        self.serve(now="2026-11-03T08:00:00Z")
        page = plain(self.entered().get("/account").text)
        self.assertIn("The last one was not sent: the worker broke off", page)
        self.assertIn("! mail that Ana chose to get was not sent", self.checked())
        self.worker("2026-11-04T07:00:00Z", 2)
        self.assertNotIn("mail that", self.checked())
        page = plain(self.entered().get("/account").text)
        self.assertNotIn("The last one was not sent", page)

    def test_a_worker_that_dies_before_it_hands_it_over(self):
        """It is not known to the next worker whether anything went: nothing is mailed, and said."""
        self.choose(daily="7")
        self.sink.slow = 3
        self.killed("2026-11-03T07:00:00Z", lambda: self.sink.connections == 1)
        self.assertEqual(self.rows("SELECT begun, finished FROM job"), [(1, None)])
        self.worker("2026-11-03T07:01:00Z", 0)
        self.assertIn("look whether it arrived", self.letters()[0][2])
        self.worker("2026-11-04T07:00:00Z", 1)

    def test_a_worker_that_dies_before_it_begins(self):
        """The letter is noted with the day: the next worker mails it, once."""
        self.choose(daily="7")
        self.worker("2026-11-03T07:00:00Z", 1)
        self.sink.messages.clear()
        # As a worker leaves it that dies between its plan and the letter.
        self.store(
            "UPDATE job SET begun = 0, attempts = 1, finished = NULL, outcome = '', lease_until = 0"
        )
        self.worker("2026-11-03T07:01:00Z", 1)
        self.worker("2026-11-03T07:02:00Z", 1)

    def test_servers_that_do_not_take_it(self):
        self.choose(daily="7")
        self.sink.answers["RCPT"] = "451 4.7.1 later"
        self.worker("2026-11-03T07:00:00Z", 0)
        self.assertIn("does not take it now", self.letters()[0][2])
        pauses = []
        for _ in range(8):
            ((pause,),) = self.rows("SELECT due - unixepoch() FROM job")
            self.store("UPDATE job SET due = 0")
            self.worker("2026-11-03T08:00:00Z", 0)
            pauses.append(pause)
        grown = (60, 300, 900, 1800, 3600, 7200, 14400, 28800)
        for pause, wanted in zip(pauses, grown, strict=True):
            self.assertTrue(wanted - 30 <= pause <= wanted, pauses)
        self.assertEqual(self.letters()[0][1], 1)
        self.assertIn("given up after 9 tries", self.letters()[0][2])
        self.sink.answers["RCPT"] = "550 5.1.1 no"
        self.worker("2026-11-04T07:00:00Z", 0)
        self.assertIn("refused it: 550 5.1.1 no", self.letters()[1][2])
        self.sink.answers.update(RCPT="250 OK", end=DROP)
        self.worker("2026-11-05T07:00:00Z", 0)
        handed = self.sink.commands.count("DATA")
        self.worker("2026-11-05T08:00:00Z", 0)
        self.assertEqual(self.sink.commands.count("DATA"), handed)
        self.assertIn("look whether it arrived", self.letters()[2][2])

    def test_a_letter_is_not_mailed_when_its_day_is_over(self):
        self.choose(daily="7")
        self.sink.answers["RCPT"] = "451 4.7.1 later"
        self.worker("2026-11-03T07:00:00Z", 0)
        self.sink.answers["RCPT"] = "250 OK"
        self.store("UPDATE job SET due = 0")
        self.worker("2026-11-04T06:00:00Z", 0)
        self.assertIn("its day was over", self.letters()[0][2])
        self.worker("2026-11-04T07:00:00Z", 1)

    def test_choices_at_the_desk(self):
        self.serve(now=WEEK_1)
        ana = self.entered()
        self.assertNotIn(" checked", ana.get("/account").text)
        self.press("/account/mail", {"daily": "1", "hour": "24"}, ana, status=400)
        chosen = {"daily": "1", "hour": "9", "published": "1", "sources": "1"}
        self.press("/account/mail", chosen, ana)
        form = form_of(ana.get("/account").text, "/account/mail")
        self.assertEqual({"daily", "published", "sources"} - set(form), set())
        self.assertIn('<option value="9" selected>09:00', ana.get("/account").text)
        self.assertIn("daily: 09:00; retractions and stopped trials: on", self.choose())
        self.worker("2026-11-03T09:00:00Z", 1)
        self.press("/account/mail", {"hour": "9"}, ana)
        self.assertNotIn(" checked", ana.get("/account").text)
        # Without a confirmed address nothing can be chosen, and nothing is mailed.
        self.choose("Ben", daily="7")
        self.store("UPDATE editor SET email = '' WHERE name = 'Ben'")
        self.assertNotIn("/account/mail", self.entered("Ben").get("/account").text)
        self.worker("2026-11-04T10:00:00Z", 1)
        for wrong in (["--daily", "24"], ["--daily", "x"], ["--sources", "maybe"]):
            self.tidings("editor", "mail", "Ana", *wrong, now=WEEK_1, status=1)


class DaylightSaving(Told):
    """In Chicago, where an hour is missing on 2027-03-14 and another is there twice on
    2027-11-07."""

    zone = "America/Chicago"

    def test_an_hour_that_is_missing(self):
        self.choose(daily="2", now="2027-03-12T18:00:00Z")
        self.worker("2027-03-13T07:59:59Z", 0)
        self.worker("2027-03-13T08:00:00Z", 1)  # 02:00 CST
        self.worker("2027-03-14T07:59:59Z", 1)  # 01:59:59 CST
        self.worker("2027-03-14T08:00:00Z", 2)  # 03:00 CDT
        self.worker("2027-03-15T06:59:59Z", 2)  # 01:59:59 CDT
        self.worker("2027-03-15T07:00:00Z", 3)

    def test_an_hour_that_comes_twice(self):
        self.choose(daily="1", now="2027-11-06T18:00:00Z")
        self.worker("2027-11-07T05:59:59Z", 0)  # 00:59:59 CDT
        self.worker("2027-11-07T06:00:00Z", 1)  # 01:00 CDT
        self.worker("2027-11-07T07:00:00Z", 1)  # 01:00 CST
        self.worker("2027-11-08T06:59:59Z", 1)
        self.worker("2027-11-08T07:00:00Z", 2)  # 01:00 CST


class AtOnce(Told):
    """All of the first week is published."""

    approved = True

    def second_week(self, status="TERMINATED", now=WEEK_2):
        folder = tempfile.mkdtemp(prefix="tidings-sample-")
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
        path = f"{folder}/2/clinicaltrials/sample-recruiting.json"
        write(path, read(path).replace('"COMPLETED"', f'"{status}"'))
        self.visit(2, now, folder)

    def test_a_retraction_and_a_stopped_trial(self):
        self.choose(published="on")
        self.choose("Ben", sources="on")
        self.worker(WEEK_1, 0)
        self.second_week()
        self.worker(WEEK_2, 1)
        (mail,) = self.mails(self.sink)
        self.assertEqual(mail.to, "ana@example.net")
        self.assertRegex(
            mail["Subject"], r"^Retracted: Sample: a paper on bone marrow .*… – and 1 more$"
        )
        self.assertRegex(
            mail.words,
            r"(?s)^Retracted: Sample: a paper on bone marrow .*\nTrial terminated: SAMPLE-1 Trial",
        )
        self.assertIn("Readers see it as it was, until somebody decides.", mail.words)
        items = {item["id"] for item in self.queue(now=WEEK_2) if item["state"] == "update"}
        links = [link for link in mail.links if link != "account"]
        self.assertEqual(len(links), 2)
        self.assertTrue({int(link.removeprefix("item/")) for link in links} <= items)
        self.worker("2026-11-09T09:00:00Z", 1)
        standing = "SELECT count(*) FROM alert WHERE stands = 1 AND kind < 2"
        self.assertEqual(self.rows(standing), [(2,)])
        self.tidings("approve", *items, now="2026-11-13T10:00:00Z")
        self.worker("2026-11-13T10:00:00Z", 1)
        self.assertEqual(self.rows(standing), [(0,)])

    def test_other_changes_are_not_told(self):
        self.choose(published="on")
        self.worker(WEEK_1, 0)
        self.second_week("COMPLETED")
        self.worker(WEEK_2, 1)
        (mail,) = self.mails(self.sink)
        self.assertRegex(mail["Subject"], r"^Retracted: Sample: a paper on bone marrow")
        self.assertNotIn("Trial", mail.words)

    def test_what_was_so_before_is_not_told_to_who_chooses_it_now(self):
        self.worker(WEEK_1, 0)
        self.second_week("SUSPENDED")
        self.worker(WEEK_2, 0)
        self.choose(published="on", now=WEEK_2)
        self.worker("2026-11-09T09:00:00Z", 0)

    @stores.of_sqlite_alone
    def test_a_backup_tells_nothing_again(self):
        self.choose(published="on", daily="7")
        self.worker(WEEK_1, 0)
        self.tidings("backup", f"{self.site}/then.db", now=WEEK_1)
        self.second_week()
        self.worker(WEEK_2, 2)
        self.tidings("restore", f"{self.site}/then.db", now=WEEK_2)
        self.second_week()
        self.worker("2026-11-09T09:00:00Z", 2)
        self.worker("2026-11-10T07:00:00Z", 3)

    def test_a_source_that_approves_by_itself(self):
        self.choose(published="on")
        self.worker(WEEK_1, 0)
        folder = f"{self.site}/feeds"
        for name in os.listdir(folder):
            block = r'(?m)^((?:clinicaltrials|pubmed) ".*" \{)'
            write(
                f"{folder}/{name}",
                re.sub(block, r'\1 approve = "auto"', read(f"{folder}/{name}")),
            )
        self.second_week()
        self.worker(WEEK_2, 1)
        (mail,) = self.mails(self.sink)
        self.assertRegex(mail.words, r"(?m)^Trial terminated: SAMPLE-1 Trial")
        self.assertIn("It is no longer in the queue.", mail.words)
        self.worker("2026-11-09T10:00:00Z", 1)

    def test_what_editors_approved_themselves_is_not_told(self):
        self.choose(published="on")
        self.worker(WEEK_1, 0)
        self.second_week()
        updates = [item["id"] for item in self.queue(now=WEEK_2) if item["state"] == "update"]
        self.tidings("approve", *updates, now=WEEK_2)
        self.worker("2026-11-09T08:30:00Z", 0)

    def test_a_source_that_fails_for_three_days(self):
        self.choose("Ben", sources="on")
        self.choose(published="on")
        self.worker(WEEK_1, 0)
        of = "SELECT name, last_success FROM source WHERE active = 1 LIMIT 1"
        ((name, ok),) = self.rows(of)
        fails = "UPDATE source SET failures = 9, failure = 1, problem = 'no answer' WHERE name = ?"
        self.store(fails, name)
        self.worker("2026-11-05T07:59:59Z", 0)
        self.worker("2026-11-05T08:00:00Z", 1)
        (mail,) = self.mails(self.sink)
        self.assertEqual(mail.to, "ben@example.net")
        self.assertEqual(mail["Subject"], f"Source fails: {name}")
        self.assertIn("has brought nothing since 11/02/2026: no answer", mail.words)
        self.assertEqual(mail.links, ["sources", "account"])
        self.worker("2026-11-06T08:00:00Z", 1)
        self.worker("2026-11-20T08:00:00Z", 1)
        self.store(
            "UPDATE source SET failures = 0, failure = 0, problem = '', last_success = ? "
            "WHERE name = ?",
            ok + 18 * 86400,
            name,
        )
        self.worker("2026-11-20T09:00:00Z", 1)
        self.store(fails, name)  # and again
        self.worker("2026-11-20T10:00:00Z", 1)
        self.worker("2026-11-23T07:59:59Z", 1)
        self.worker("2026-11-23T08:00:00Z", 2)

    def test_a_worker_that_dies_tells_nothing_twice(self):
        self.choose(published="on")
        self.worker(WEEK_1, 0)
        self.second_week()
        self.sink.slow_end = 3
        self.killed(WEEK_2, lambda: self.sink.ended.is_set())
        self.worker("2026-11-09T09:00:00Z", 1)
        self.worker("2026-11-10T09:00:00Z", 1)
        self.assertIn("the worker broke off", self.letters()[0][2])


if __name__ == "__main__":
    unittest.main()
