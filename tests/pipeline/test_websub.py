"""WebSub as a reader of feeds: the W3C's subscriber tests 100, 102 to 104, 200 to 205, 300 to 302
(101 is of web pages, which are no sources), and what can go wrong with a hub.

Run in a network of its own."""
import contextlib
import json
import signal
import subprocess
import time

from desk import DeskTest
from elsewhere import main_in_own_network
from hub import clock
from pipeline import TIDINGS
from websub import DAY, DOOR, Subscriber, rss


class Discovery(Subscriber):
    def finds(self, path="/feed"):
        (one,) = self.asked()
        self.assertEqual(one.form["hub.mode"], "subscribe")
        self.assertEqual(one.form["hub.topic"], self.self_url)
        self.assertEqual(one.path, "/hub")
        self.assertGreaterEqual(len(self.callback(one)), len("/websub/") + 32)
        self.assertLess(len(one.form["hub.secret"]), 200)
        self.assertGreaterEqual(len(one.form["hub.secret"]), 32)
        self.assertEqual(int(one.form["hub.lease_seconds"]), 10 * DAY)

    def offer(self, kind, links, body):
        self.elsewhere.documents["/feed"] = (kind, links, body)
        self.finds()

    def test_100_header_lines(self):
        links = ['</hub>; rel="hub"', f"<{self.self_url}>; rel=self"]
        self.offer("application/rss+xml", links, rss("one"))

    def test_100_one_header_line(self):
        links = [f'<{self.hub_url}>; rel="hub", </x>; rel=next, <{self.self_url}>; rel="self"']
        self.offer("application/rss+xml", links, rss("one"))

    def test_102_atom(self):
        self.offer(
            "application/atom+xml",
            [],
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>x:n</id>'
            f'<link rel="hub" href="/hub"/><link rel="self" href="{self.self_url}"/>'
            "<entry><id>x:1</id><title>one</title></entry></feed>".encode(),
        )

    def test_103_rss(self):
        self.finds()

    def test_json_feed(self):
        body = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "N",
            "feed_url": self.self_url,
            "hubs": [
                {"type": "rssCloud", "url": self.elsewhere.url + "/cloud"},
                {"type": "WebSub", "url": self.hub_url},
            ],
            "items": [{"id": "1", "title": "one", "content_text": "one"}],
        }
        self.offer("application/feed+json", [], json.dumps(body).encode())

    def test_104_header_lines_go_before_the_document(self):
        wrong = self.atom_links(self.elsewhere.url + "/wrong", self.elsewhere.url + "/other")
        links = [f"<{self.hub_url}>; rel=hub", f"<{self.self_url}>; rel=self"]
        self.offer("application/rss+xml", links, rss("one", links=wrong))

    def test_200_the_topic_is_what_the_feed_calls_itself(self):
        self.self_url = self.elsewhere.url + "/canonical"
        self.publish()
        self.finds()

    def moved(self, status):
        self.elsewhere.moved["/old"] = (status, "/feed")
        self.configured(path="/old")
        self.finds()

    def test_201_the_feed_is_elsewhere_for_now(self):
        self.moved(302)

    def test_202_the_feed_has_moved_for_good(self):
        self.moved(301)

    def test_203_204_the_hub_has_moved(self):
        for status in (302, 301, 307, 308):
            with self.subTest(status):
                self.hub_url = f"{self.elsewhere.url}/old{status}"
                self.elsewhere.moved[f"/old{status}"] = (status, "/hub")
                self.publish(str(status))
                self.tidings("fetch", "News", now=clock())
                asked = [one for one in self.asked() if one.form["hub.mode"] == "subscribe"]
                first, second = asked
                self.assertEqual([first.path, second.path], [f"/old{status}", "/hub"])
                self.assertEqual(first.form, second.form)
                self.verify(second)

    def test_nothing_is_asked_where_there_is_no_address_or_no_wish(self):
        self.configured(door=False)
        self.assertEqual(self.asked(), [])
        self.configured(network='websub = "no" ')
        self.assertEqual(self.asked(), [])
        self.configured()
        self.finds()

    def test_a_feed_without_a_hub_or_a_name_of_its_own(self):
        for links in ("", f'<atom:link rel="hub" href="{self.hub_url}"/>'):
            self.elsewhere.documents["/feed"] = ("application/rss+xml", [], rss("a", links=links))
            self.tidings("fetch", "News", now=clock())
            self.assertEqual(self.asked(), [])

    def test_hubs_in_the_own_network_are_not_asked(self):
        self.configured(allow="127.9.9.9/32")
        self.assertEqual(self.asked(), [])
        (row,) = self.rows("SELECT asks, failures, since FROM websub")
        self.assertEqual(row, (0, 1, None))
        for url in ("http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]:9/"):
            self.hub_url = url
            self.publish()
            self.tidings("fetch", "News", now=clock())
            self.work()
            self.assertEqual(self.rows("SELECT hub, failures FROM websub"), [(url, 1)])


class Life(Subscriber):
    def test_205_only_what_was_asked_for_is_confirmed(self):
        (one,) = self.asked()
        self.verify(one, 404, topic=self.self_url + "/other")
        self.verify(one, 404, mode="unsubscribe")
        self.verify(one, 404, mode="publish")
        self.verify(one, 404, challenge=None)
        unknown = one._replace(form={**one.form, "hub.callback": DOOR + "websub/" + "0" * 64})
        self.verify(unknown, 404)
        self.assertEqual(self.rows("SELECT since FROM websub"), [(None,)])
        self.verify(one)
        self.verify(one, 404)  # it was asked once

    def test_visits_are_rare_while_a_hub_tells(self):
        one = self.subscribed()
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        self.work(3700)  # the visit that follows the subscription
        last, due = self.rows("SELECT last_success, next_due FROM source WHERE name = 'News'")[0]
        self.assertEqual(due - last, 4 * 3600)
        said = self.source()["hub"]
        self.assertTrue(said["trusted"])
        self.assertTrue(said["lease_ends"] > said["since"])
        text = self.tidings("sources", now=clock())
        self.assertIn("told by its hub since", text)
        self.assertNotIn(one.form["hub.secret"], text)
        # A visit finds what the hub kept back.
        self.publish("kept-back")
        self.work(3700 + 4 * 3600 + 60)
        self.work(3700 + 5 * 3600 + 120)
        last, due = self.rows("SELECT last_success, next_due FROM source WHERE name = 'News'")[0]
        self.assertEqual(due - last, 3600)
        self.assertFalse(self.source()["hub"]["trusted"])
        self.deliver(one, self.document("told"))
        self.work()
        self.assertTrue(self.source()["hub"]["trusted"])

    def test_a_lease_is_renewed_before_it_ends(self):
        one = self.subscribed()
        self.assertEqual(self.asked(6 * DAY), [])
        (again,) = self.asked(7 * DAY)
        self.assertEqual(again.form, one.form)
        self.verify(again, later=7 * DAY)
        (row,) = self.rows("SELECT ends - ? FROM websub", int(time.time()) + 17 * DAY)
        self.assertAlmostEqual(row[0], 0, delta=120)

    def test_a_lease_that_is_not_renewed_ends(self):
        self.subscribed()
        self.elsewhere.answers["/hub"] = 503
        self.assertEqual(len(self.asked(7 * DAY)), 1)
        self.work(11 * DAY)
        self.assertEqual(self.rows("SELECT since, trusted FROM websub"), [(None, 0)])
        last, due = self.rows("SELECT last_success, next_due FROM source WHERE name = 'News'")[0]
        self.work(11 * DAY + 3700)
        last, due = self.rows("SELECT last_success, next_due FROM source WHERE name = 'News'")[0]
        self.assertEqual(due - last, 3600)

    def test_a_hub_that_is_down_is_asked_again(self):
        self.elsewhere.answers["/hub"] = 503
        self.assertEqual(len(self.asked()), 1)
        self.assertEqual(self.asked(30), [])
        self.assertEqual(len(self.asked(90)), 1)
        self.assertEqual(self.asked(150), [])
        self.assertIn("answered with status 503", self.source()["hub"]["problem"])
        self.elsewhere.answers.clear()
        (one,) = self.asked(400)
        self.verify(one, later=400)
        self.assertEqual(self.source()["hub"]["problem"], "")
        self.assertEqual(self.source()["failures"], 0)

    def test_a_hub_that_does_not_verify_is_asked_again(self):
        self.assertEqual(len(self.asked()), 1)
        self.assertEqual(self.asked(3000), [])
        (one,) = self.asked(3700)
        self.verify(one, later=3700)

    def test_a_hub_may_refuse(self):
        one = self.subscribed()
        self.verify(one, 404, mode="denied", topic=self.self_url + "/other")
        self.verify(one, mode="denied", reason="No <b>", challenge=None)
        said = self.source()["hub"]
        self.assertEqual(said["since"], None)
        self.assertIn("refused the subscription: No <b>", said["problem"])
        self.deliver(one, self.document("late"))
        self.assertEqual(self.waiting(), 0)
        self.assertEqual(len(self.asked(25 * 3600)), 1)

    def ends(self, one, later=0):
        """It is unsubscribed; from then on the callback is gone."""
        (end,) = self.asked(later)
        self.assertEqual(end.form["hub.mode"], "unsubscribe")
        self.assertEqual(end.form["hub.callback"], one.form["hub.callback"])
        self.deliver(one, self.document("late"), 410)
        self.verify(end, 404, later=later, mode="subscribe")
        self.verify(end, later=later)
        self.deliver(one, self.document("late"), 410)
        self.assertEqual(self.rows("SELECT count(*) FROM websub WHERE wanted = 0"), [(0,)])

    def test_a_source_that_is_removed_is_unsubscribed(self):
        one = self.subscribed()
        self.configured(feed=False)
        self.ends(one)

    def test_a_source_that_is_paused_is_unsubscribed_and_again_subscribed(self):
        one = self.subscribed()
        with self.beside() as db:
            db.execute("UPDATE source SET paused_by = 'Ana', paused_at = 1")
        self.ends(one)
        with self.beside() as db:
            db.execute("UPDATE source SET paused_by = NULL, paused_at = NULL")
        (again,) = self.asked()
        self.assertNotEqual(again.form["hub.callback"], one.form["hub.callback"])
        self.assertNotEqual(again.form["hub.secret"], one.form["hub.secret"])
        self.verify(again)

    def test_a_switch_ends_all(self):
        one = self.subscribed()
        self.configured(network='websub = "no" ')
        self.ends(one)

    def test_another_hub(self):
        one = self.subscribed()
        self.hub_url = self.elsewhere.url + "/hub2"
        self.publish("two")
        self.tidings("fetch", "News", now=clock())
        asked = {a.path: a for a in self.asked()}
        self.assertEqual(asked["/hub"].form["hub.mode"], "unsubscribe")
        self.assertEqual(asked["/hub2"].form["hub.mode"], "subscribe")
        self.verify(asked["/hub"])
        self.verify(asked["/hub2"])
        self.deliver(one, self.document("late"), 410)

    def test_a_hub_that_does_not_answer_to_the_end_is_let_go(self):
        self.subscribed()
        self.elsewhere.answers["/hub"] = 500
        self.configured(feed=False)
        for later in range(1, 12):
            self.work(later * 7 * 3600)
        self.assertEqual(self.rows("SELECT count(*) FROM websub"), [(0,)])


class Deliveries(Subscriber):
    def test_300_a_delivery_is_taken_in_as_a_visit(self):
        one = self.subscribed()
        before, visits = self.state(), len(self.elsewhere.visits)
        self.deliver(one, self.document("two", "three"))
        self.assertEqual(self.waiting(), 1)
        self.work()
        self.assertEqual(self.titles(), ["one", "three", "two"])
        self.assertEqual(self.state(), before)
        self.assertEqual(len(self.elsewhere.visits), visits)
        self.assertEqual(self.waiting(), 0)

    def test_every_method_of_signing(self):
        one = self.subscribed()
        for method in ("sha1", "sha256", "sha384", "sha512"):
            body = self.document(method)
            self.deliver(one, body, X_Hub_Signature=self.signature(one, body, method))
            self.work()
            self.assertIn(method, self.titles())

    def test_301_302_what_is_not_signed_is_not_taken(self):
        one = self.subscribed()
        body = self.document("false")
        good = self.signature(one, body)
        for signature in (
            "",
            "sha256=",
            good[:-1],
            good[:-1] + ("0" if good[-1] != "0" else "1"),
            good.replace("sha256", "sha512"),
            good.replace("sha256", "md5"),
            self.signature(one, body + b" "),
            "x" * 2000,
        ):
            self.deliver(one, body, X_Hub_Signature=signature)
            self.assertEqual(self.waiting(), 0, signature)
        self.deliver(one, b"", X_Hub_Signature=self.signature(one, b""))
        self.work()
        self.assertEqual(self.titles(), ["one"])

    def test_what_is_delivered_is_what_a_visit_finds(self):
        latin = '<?xml version="1.0" encoding="windows-1252"?>'.encode() + rss(
            "one", "café", "two", links=self.atom_links()
        ).decode().encode("cp1252")
        one = self.subscribed()
        self.deliver(one, latin, kind="application/rss+xml; charset=windows-1252")
        self.work()

        def found():
            return self.rows(
                "SELECT native, title, text, url, published FROM entry ORDER BY native"
            ), [(i["title"], i["url"], i["summary"]) for i in self.queue()]

        delivered = found()
        self.assertEqual(len(delivered[0]), 3)
        self.elsewhere.documents["/feed"] = ("application/rss+xml", [], latin)
        self.tidings("fetch", "News", now=clock())
        self.assertEqual(found(), delivered)
        self.assertEqual(self.source()["new"], 0)
        # A site that asks only, and never was told, has the same.
        self.close()
        DeskTest.setUp(self)
        self.configured(door=False)
        self.tidings("fetch", "News", now=clock())
        asked = found()
        self.assertEqual(asked[0], delivered[0])
        self.assertEqual(sorted(asked[1]), sorted(delivered[1]))

    def test_a_part_of_a_feed_takes_nothing_away(self):
        self.publish("two", "three")
        one = self.subscribed()
        self.deliver(one, rss("four"))
        self.work()
        self.assertEqual(self.titles(), ["four", "one", "three", "two"])
        # It named no hub, which says nothing of the feed.
        self.assertEqual(self.elsewhere.take(), [])
        self.assertTrue(self.source()["hub"]["since"])

    def test_what_cannot_be_read_is_asked_for(self):
        one = self.subscribed()
        before = self.state()
        visits = len(self.elsewhere.visits)
        self.publish("two")
        for body in (b"<html><body>Sorry</body></html>", b"\0\xff", b"{}", b"<rss"):
            self.deliver(one, body)
            self.work()
            self.assertEqual(self.waiting(), 0)
        self.assertGreater(len(self.elsewhere.visits), visits)
        self.assertEqual(self.titles(), ["one", "two"])
        self.assertEqual(self.source()["failures"], 0)
        self.assertEqual(self.source()["problem"], "")
        self.assertEqual(self.state()[0][0], before[0][0])

    def test_only_the_newest_waits(self):
        one = self.subscribed()
        self.deliver(one, self.document("two"))
        self.deliver(one, self.document("two", "three"))
        self.assertEqual(self.waiting(), 1)
        self.work()
        self.assertEqual(self.titles(), ["one", "three", "two"])

    def test_too_much_is_refused(self):
        one = self.subscribed()
        with contextlib.suppress(OSError):  # the server does not read it to its end
            self.deliver(one, b" " * (4 << 20) + self.document("x"), 413)
        self.assertEqual(self.waiting(), 0)
        self.deliver(one, rss("big", links="<!--" + "x" * 3_000_000 + "-->"))
        self.work()
        self.assertIn("big", self.titles())

    def test_strangers_send_no_megabytes(self):
        one = self.subscribed()
        self.callback = lambda one: "/websub/" + "0" * 64
        self.deliver(one, self.document("small"), 410)
        with contextlib.suppress(OSError):
            self.deliver(one, b" " * (1 << 20), 413)

    def test_a_worker_that_is_killed_loses_and_doubles_nothing(self):
        one = self.subscribed()
        self.publish(*(f"n{i}" for i in range(300)))
        body = self.document()
        for pause in (0, 0.02, 0.05, 0.1, 0.2, 0.4):
            self.deliver(one, body)
            worker = subprocess.Popen(
                [TIDINGS, "-C", self.site, "work"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(pause)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        self.kill()  # the server, after it has said that it took the delivery
        self.tidings("run", now=clock())
        with self.beside() as db:
            db.execute("UPDATE job SET due = 1, lease_until = 0 WHERE finished IS NULL")
        self.tidings("run", now=clock())
        self.assertEqual(self.waiting(), 0)
        (row,) = self.rows("SELECT count(*), count(DISTINCT native) FROM entry")
        self.assertEqual(row, (301, 301))
        self.assertEqual(self.rows("SELECT count(*) FROM item"), [(301,)])

    def test_a_worker_takes_a_delivery_in_at_once(self):
        one = self.subscribed()
        worker = subprocess.Popen(
            [TIDINGS, "-C", self.site, "work"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(2)
            self.deliver(one, self.document("at-once"))
            end = time.monotonic() + 20
            while "at-once" not in self.titles() and time.monotonic() < end:
                time.sleep(0.2)
            self.assertIn("at-once", self.titles())
        finally:
            worker.terminate()
            worker.wait()

    def test_tokens_and_secrets_are_told_to_nobody(self):
        self.add_editor("Ana", "admin")
        one = self.subscribed()
        self.deliver(one, self.document("two"))
        done = self.run_tidings("run", now=clock())
        self.browser().request("PUT", self.callback(one))
        self.browser().get(self.callback(one) + "/x")
        ana = self.browser()
        ana.login()
        page = ana.get("/sources").text
        self.assertIn("Told by its hub of changes", page)
        said = done.stdout + done.stderr + self.logged() + page + ana.get("/metrics").text
        token = self.callback(one).removeprefix("/websub/")
        for word in (token, one.form["hub.secret"]):
            self.assertNotIn(word, said)
        self.assertIn('method=POST path="/websub/…" status=202', said)


if __name__ == "__main__":
    main_in_own_network()
