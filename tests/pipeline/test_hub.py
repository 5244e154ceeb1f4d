"""WebSub as a publisher: feeds name their hubs, hubs elsewhere are told what changed, and the site
is a hub itself, as the W3C's hub tests 100 to 104 want it.

Run in a network of its own."""
import collections
import hashlib
import hmac
import json
import re
import signal
import time
import urllib.parse
import xml.etree.ElementTree as ET

from elsewhere import main_in_own_network
from feed_rules import is_feed, problems
from hub import ATOM, BASE, HOUR, JSON, OWN, RSS, Hub, clock
from pipeline import site_block


class Announced(Hub):
    HUBS = [OWN, "https://hub.example.com/"]

    def test_every_feed_and_its_page_name_the_hubs(self):
        self.site_of('own = "yes" urls = {"https://hub.example.com/"}')
        self.change()
        files = self.public_files()
        atom = "{http://www.w3.org/2005/Atom}link"
        for path in ("feed", "news/feed"):
            for word in ("atom", "rss"):
                links = ET.fromstring(files[f"{path}.{word}"]).iter(atom)
                found = collections.defaultdict(list)
                for link in links:
                    found[link.get("rel")].append(link.get("href"))
                self.assertEqual(found["hub"], self.HUBS, word)
                self.assertEqual(found["self"], [f"{BASE}{path}.{word}"])
            feed = json.loads(files[f"{path}.json"])
            hubs = [{"type": "WebSub", "url": hub} for hub in self.HUBS]
            self.assertEqual(feed["hubs"], hubs)
        pages = {
            "index.html": "feed.atom",
            "news/index.html": "news/feed.atom",
            "changes.html": "changes.atom",
        }
        for page, feed in pages.items():
            text = files[page].decode()
            self.assertEqual(re.findall(r'<link rel="hub" href="(.*?)">', text), self.HUBS)
            self.assertEqual(re.findall(r'<link rel="self" href="(.*?)">', text), [BASE + feed])
        self.assertNotIn(b'rel="hub"', files[self.item_page(1)])
        self.assertIn(b'rel="hub"', files["changes.atom"])
        for path in filter(is_feed, files):
            self.assertEqual(problems(path, files[path], BASE), [], path)

    def test_without_hubs_nothing_says_so_and_nothing_is_kept(self):
        for hub in ("", 'own = "no"'):
            self.site_of(hub)
            self.change()
            for path, text in self.public_files().items():
                self.assertNotIn(b'rel="hub"', text, path)
                self.assertNotIn(b'"hubs"', text, path)
            self.assertEqual(self.rows("SELECT count(*) FROM hub_topic"), [(0,)])
            self.assertEqual(self.rows("SELECT count(*) FROM job"), [(0,)])
        self.serve(now=None)
        self.assertEqual(self.ask(status=404).text, "This site is no hub.\n")

    def test_check_says_what_cannot_work(self):
        self.site_of('own = "yes" urls = {"http://hub.example.com/"}')
        said = self.tidings("check", now=clock())
        self.assertIn('! hub.urls: "http://hub.example.com/"', said)
        self.assertNotIn("hub.own", said)
        self.configure(site_block("Hub") + 'hub { own = "yes" }\n')
        self.assertIn("! hub.own", self.tidings("check", now=clock()))
        self.tidings("publish", now=clock())
        self.assertNotIn(b'rel="hub"', self.public_files()["feed.atom"])


class OwnHub(Hub):
    def test_100_subscribe_and_deliver(self):
        self.open_hub()
        self.assertEqual(self.subscriptions(), {})
        answer = self.ask("/cb?id=7&x=%C3%A9")
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertEqual(self.subscriptions(), {})
        self.work()
        (asked,) = self.elsewhere.take()
        self.assertEqual((asked.method, asked.path), ("GET", "/cb"))
        self.assertEqual(asked.query.pop("id"), ["7"])
        self.assertEqual(asked.query.pop("x"), ["é"])
        self.assertGreaterEqual(len(asked.query.pop("hub.challenge")[0]), 32)
        self.assertEqual(
            asked.query,
            {
                "hub.mode": ["subscribe"],
                "hub.topic": [ATOM],
                "hub.lease_seconds": [str(10 * 24 * HOUR)],
            },
        )
        for callback, topic in (("/rss", RSS), ("/json", JSON), ("/empty?", ATOM)):
            self.subscribe(callback, topic=topic)
        self.assertEqual(len(self.subscriptions()), 4)
        self.assertEqual(self.waiting(), 0)
        self.change()
        self.work()
        types = {ATOM: "application/atom+xml", RSS: "application/rss+xml"}
        types[JSON] = "application/feed+json"
        topics = {"/cb": ATOM, "/rss": RSS, "/json": JSON, "/empty": ATOM}
        posts = self.elsewhere.take()
        self.assertEqual(sorted(post.path for post in posts), sorted(topics))
        for post in posts:
            topic = topics[post.path]
            self.assertEqual(post.method, "POST")
            self.assertEqual(post.body, self.out(topic))
            self.assertIn(b"n2", post.body)
            self.assertEqual(post.headers["Content-Type"], types[topic])
            links = f'<{OWN}>; rel="hub", <{topic}>; rel="self"'
            self.assertEqual(post.headers["Link"], links)
            self.assertIsNone(post.headers["X-Hub-Signature"])
            self.assertEqual(post.query, {"id": ["7"], "x": ["é"]} if post.path == "/cb" else {})
        # Nothing changed: nothing is told again.
        self.work()
        self.tidings("publish", "--all", now=clock())
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        self.assertEqual(self.waiting(), 0)

    def test_101_a_secret_signs(self):
        self.open_hub()
        self.subscribe(secret="schüssel & key")
        self.change()
        self.work()
        (post,) = self.elsewhere.take()
        right = hmac.new("schüssel & key".encode(), post.body, hashlib.sha256).hexdigest()
        self.assertEqual(post.headers["X-Hub-Signature"], "sha256=" + right)

    def test_102_other_parameters_do_not_matter(self):
        self.open_hub()
        asked = self.subscribe(nonsense="1", callback2="x", **{"foo": "bar"})
        self.assertEqual(len(asked), 1)
        self.assertEqual(list(self.subscriptions()), [("/cb", ATOM)])

    def test_103_a_second_subscription_counts_once_it_is_verified(self):
        self.open_hub()
        self.subscribe(secret="first")
        self.elsewhere.verify["/cb"] = lambda challenge: (404, challenge)
        self.subscribe(secret="second", lease_seconds=HOUR)
        self.assertEqual(self.subscriptions(), {("/cb", ATOM): "first"})
        self.elsewhere.verify.clear()
        self.ask(secret="third")
        self.ask(secret="fourth", lease_seconds=2 * HOUR)  # the latest counts
        self.work()
        self.assertEqual(len(self.elsewhere.take()), 1)
        self.assertEqual(self.subscriptions(), {("/cb", ATOM): "fourth"})
        (ends,) = self.rows("SELECT ends FROM hub_subscription")[0]
        self.assertAlmostEqual(ends, time.time() + 2 * HOUR, delta=60)
        self.change()
        self.work()
        (post,) = self.elsewhere.take()
        right = hmac.new(b"fourth", post.body, hashlib.sha256).hexdigest()
        self.assertEqual(post.headers["X-Hub-Signature"], "sha256=" + right)

    def test_104_unsubscribe(self):
        self.open_hub()
        self.subscribe("/cb?a=1")
        self.elsewhere.verify["/cb"] = lambda challenge: (200, b"no")
        self.subscribe("/cb?a=1", mode="unsubscribe")
        self.assertEqual(len(self.subscriptions()), 1)
        self.elsewhere.verify.clear()
        (asked,) = self.subscribe("/cb?a=1", mode="unsubscribe")
        self.assertEqual(asked.query["hub.mode"], ["unsubscribe"])
        self.assertEqual(asked.query["hub.topic"], [ATOM])
        self.assertEqual(asked.query["a"], ["1"])
        self.assertNotIn("hub.lease_seconds", asked.query)
        self.assertEqual(self.subscriptions(), {})
        self.change()
        self.work()
        self.assertEqual(self.elsewhere.take(), [])

    def test_what_makes_no_sense_is_refused_in_words(self):
        self.open_hub()
        wrong = (
            ({"callback": "ftp://127.0.0.1/x"}, 400, "hub.callback"),
            ({"callback": "http://127.0.0.1/#x"}, 400, "hub.callback"),
            ({"callback": "http://127.0.0.1/a b"}, 400, "hub.callback"),
            ({"callback": "http://127.0.0.1/" + "x" * 2000}, 400, "hub.callback"),
            ({"mode": "publish"}, 400, "hub.mode"),
            ({"mode": None}, 400, "hub.mode"),
            ({"topic": None}, 400, "hub.topic"),
            ({"topic": "https://other.example/feed.atom"}, 404, "hub.topic"),
            ({"topic": BASE + "index.html"}, 404, "hub.topic"),
            ({"topic": BASE + "news/archive/1.atom"}, 404, "hub.topic"),
            ({"secret": "x" * 200}, 400, "hub.secret"),
            ({"lease_seconds": "soon"}, 400, "hub.lease_seconds"),
            ({"lease_seconds": "-5"}, 400, "hub.lease_seconds"),
        )
        for fields, status, words in wrong:
            answer = self.ask(**fields, status=status)
            self.assertIn(words, answer.text)
            self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertEqual(self.post({"hub.mode": "subscribe", "hub.topic": ATOM}).status, 400)
        self.assertEqual(self.post({}).status, 400)
        got = self.browser().get("/hub")
        self.assertEqual((got.status, got.headers["Allow"]), (405, "POST"))
        self.assertEqual(self.rows("SELECT count(*) FROM hub_request"), [(0,)])
        self.ask(secret="x" * 199)

    def test_leases_are_bounded_and_end(self):
        self.open_hub()
        day = 24 * HOUR
        leases = {"": 10 * day, "1": HOUR, "7200": 2 * HOUR, "99999999999999": 30 * day}
        for i, (asked, agreed) in enumerate(leases.items()):
            (got,) = self.subscribe(f"/cb{i}", lease_seconds=asked)
            self.assertEqual(got.query["hub.lease_seconds"], [str(agreed)])
            (ends,) = self.rows(
                "SELECT max(ends) FROM hub_subscription WHERE callback LIKE ?", f"%/cb{i}"
            )[0]
            self.assertAlmostEqual(ends, time.time() + agreed, delta=60)
        self.change()
        self.work(later=HOUR + 120)
        self.assertEqual({post.path for post in self.elsewhere.take()}, {"/cb0", "/cb2", "/cb3"})
        self.change()
        self.work(later=11 * day)
        self.assertEqual({post.path for post in self.elsewhere.take()}, {"/cb3"})
        self.assertEqual(len(self.subscriptions()), 1)

    def test_only_the_challenge_by_2xx_counts(self):
        answers = {
            "/wrong": lambda challenge: (200, b"x" + challenge),
            "/more": lambda challenge: (200, challenge + b"\n"),
            "/empty": lambda challenge: (204, b""),
            "/missing": lambda challenge: (404, challenge),
            "/moved": lambda challenge: (302, challenge),
            "/kept": lambda challenge: (307, challenge),
            "/broken": lambda challenge: (500, challenge),
        }
        self.elsewhere.verify.update(answers)
        self.open_hub()
        for path in answers:
            self.ask(path)
        self.work()
        asked = [one.path for one in self.elsewhere.take()]
        self.assertEqual(sorted(asked), sorted(answers))  # "/target" is among none
        self.assertEqual(self.subscriptions(), {})
        # A server that fails is asked again, a few times.
        self.assertEqual(self.rows("SELECT count(*) FROM hub_request"), [(1,)])
        self.make_due()
        self.elsewhere.verify.pop("/broken")
        self.work()
        self.assertEqual(list(self.subscriptions()), [("/broken", ATOM)])
        self.elsewhere.verify["/never"] = lambda challenge: (503, b"")
        self.elsewhere.take()
        self.ask("/never")
        for _ in range(5):
            self.make_due()
            self.work()
        self.assertEqual(len(self.elsewhere.take()), 3)
        self.assertEqual(self.waiting(), 0)

    def test_201_is_as_good_as_200(self):
        self.elsewhere.verify["/cb"] = lambda challenge: (201, challenge)
        self.open_hub()
        self.subscribe()
        self.assertEqual(list(self.subscriptions()), [("/cb", ATOM)])

    def test_what_cannot_be_delivered_is_tried_again_with_the_newest(self):
        self.open_hub()
        for path in ("/cb", "/failing", "/moved", "/gone"):
            self.subscribe(path)
        self.elsewhere.deliver.update({"/failing": 500, "/moved": 302, "/gone": 410})
        self.change()
        self.work()
        posts = self.elsewhere.take()
        self.assertEqual(
            sorted(post.path for post in posts), ["/cb", "/failing", "/gone", "/moved"]
        )
        self.assertEqual({path for path, _ in self.subscriptions()}, {"/cb", "/failing", "/moved"})
        self.work()
        self.assertEqual(self.elsewhere.take(), [])  # not yet
        (due,) = self.rows("SELECT min(due) FROM hub_subscription")[0]
        self.assertAlmostEqual(due, time.time() + 60, delta=30)
        self.make_due()
        self.work()
        self.assertEqual(
            sorted(post.path for post in self.elsewhere.take()), ["/failing", "/moved"]
        )
        (due,) = self.rows("SELECT min(due) FROM hub_subscription")[0]
        self.assertAlmostEqual(due, time.time() + 120, delta=30)
        # Three changes wait: one delivery, of the newest.
        for _ in range(3):
            self.change()
        self.elsewhere.deliver.clear()
        self.work()
        posts = self.elsewhere.take()
        self.assertEqual(sorted(post.path for post in posts), ["/cb", "/failing", "/moved"])
        for post in posts:
            self.assertEqual(post.body, self.out(ATOM))
        self.make_due()
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        # Who never answers is left alone until the next change.
        self.elsewhere.deliver["/failing"] = 503
        self.change()
        for _ in range(20):
            self.make_due()
            self.work()
        tries = [post for post in self.elsewhere.take() if post.path == "/failing"]
        self.assertEqual(len(tries), 12)
        self.assertEqual(self.waiting(), 0)
        self.change()
        self.work()
        self.assertIn("/failing", [post.path for post in self.elsewhere.take()])

    def test_a_worker_that_is_killed_in_the_middle_loses_nothing(self):
        self.open_hub()
        for path in ("/slow", "/cb"):
            self.subscribe(path)
        self.change()
        worker = self.start("work")
        self.wait_for(lambda: {post.path for post in self.elsewhere.asked} == {"/slow", "/cb"})
        due = "SELECT count(due) FROM hub_subscription"
        self.wait_for(lambda: self.rows(due) == [(1,)])  # what /cb answered is kept
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        first = self.elsewhere.take()
        self.elsewhere.held.set()
        self.work()
        (again,) = self.elsewhere.take()
        self.assertEqual(again.path, "/slow")
        self.assertEqual({post.body for post in [*first, again]}, {self.out(ATOM)})
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        self.assertEqual(self.waiting(), 0)

    def test_an_idle_worker_answers_and_delivers_by_itself(self):
        self.open_hub()
        worker = self.start("work")
        for i in range(20):
            self.ask(f"/cb{i}")
        self.wait_for(lambda: len(self.subscriptions()) == 20)
        self.assertEqual(len(self.elsewhere.take("GET")), 20)
        self.change()
        self.wait_for(lambda: len(self.elsewhere.asked) == 20)
        self.wait_for(lambda: not self.waiting())
        worker.send_signal(signal.SIGTERM)
        self.assertEqual(worker.wait(30), 0)
        posts = self.elsewhere.take()
        self.assertEqual({post.body for post in posts}, {self.out(ATOM)})
        self.assertEqual(len({post.path for post in posts}), 20)

    def test_a_change_while_content_is_on_its_way_is_told_as_well(self):
        self.open_hub()
        self.subscribe("/slow")
        self.change()
        worker = self.start("run")
        self.wait_for(lambda: self.elsewhere.asked)
        self.change()
        self.elsewhere.held.set()
        worker.wait()
        self.make_due()
        self.work()
        first, second = self.elsewhere.take()
        self.assertIn(b"n2", first.body)
        self.assertNotIn(b"n3", first.body)
        self.assertEqual(second.body, self.out(ATOM))
        self.assertEqual(self.waiting(), 0)

    def test_who_subscribed_to_a_feed_that_goes_is_told(self):
        topic = 'topic "Lungs" { slug = "lungs" match = "n2" }\n'
        self.open_hub(topic=topic)
        lungs = BASE + "topics/lungs/feed.atom"
        self.subscribe("/cb?q=1", topic=lungs)
        self.ask("/late", topic=lungs)
        self.assertEqual(list(self.subscriptions()), [("/cb?q=1", lungs)])
        self.site_of('own = "yes"')
        self.tidings("publish", now=clock())
        self.work()
        asked = self.elsewhere.take()
        self.assertEqual(sorted(one.path for one in asked), ["/cb", "/late"])
        for one in asked:
            self.assertEqual(one.method, "GET")
            self.assertEqual(one.query["hub.mode"], ["denied"])
            self.assertEqual(one.query["hub.topic"], [lungs])
            self.assertTrue(one.query["hub.reason"][0])
            self.assertNotIn("hub.challenge", one.query)
        self.assertEqual(self.subscriptions(), {})
        self.assertEqual(self.rows("SELECT count(*) FROM hub_request"), [(0,)])
        self.assertEqual(self.waiting(), 0)
        self.serve(now=None)
        self.ask(topic=lungs, status=404)

    def test_a_renamed_topic_is_told_under_both_addresses(self):
        topic = 'topic "Lungs" {{ slug = "{}" match = "patients" }}\n'
        self.open_hub(topic=topic.format("lungs"))
        old, new = (BASE + f"topics/{slug}/feed.atom" for slug in ("lungs", "airways"))
        self.subscribe("/old", topic=old)
        self.site_of('own = "yes"', topic=topic.format("airways"))
        self.change()
        self.work()
        self.subscribe("/new", topic=new)
        self.change()
        self.work()
        posts = {post.path: post for post in self.elsewhere.take()}
        self.assertEqual(set(posts), {"/old", "/new"})
        self.assertEqual(posts["/old"].body, posts["/new"].body)
        self.assertEqual(posts["/new"].body, self.out(new))
        self.assertIn(f'<{old}>; rel="self"', posts["/old"].headers["Link"])

    def test_who_subscribed_is_told_when_the_site_moves(self):
        self.open_hub()
        self.subscribe()
        self.site_of('own = "yes"', base="https://moved.example.org/")
        self.tidings("publish", now=clock())
        self.work()
        (asked,) = self.elsewhere.take()
        self.assertEqual(asked.query["hub.mode"], ["denied"])
        self.assertEqual(asked.query["hub.topic"], [ATOM])
        self.assertEqual(self.subscriptions(), {})
        self.assertEqual(self.rows("SELECT url FROM hub_topic WHERE url LIKE ?", BASE + "%"), [])

    def test_a_site_that_is_no_hub_any_more_says_so(self):
        self.open_hub()
        self.subscribe()
        self.ask("/late")
        self.site_of('urls = {"' + self.elsewhere.url + '/pubsub"}')
        self.change()
        self.work()
        asked = [one for one in self.elsewhere.take() if one.path != "/pubsub"]
        self.assertEqual({one.query["hub.mode"][0] for one in asked}, {"denied"})
        self.assertEqual(sorted(one.path for one in asked), ["/cb", "/late"])
        self.assertEqual(self.subscriptions(), {})
        self.assertEqual(self.waiting(), 0)

    def test_addresses_of_the_own_network_are_not_asked(self):
        self.open_hub()
        for callback in (
            "http://10.0.0.1/x",
            "http://169.254.169.254/latest/meta-data/",
            "http://192.168.1.1:8080/",
            "http://[::1]:9/x",
            "http://[fd00::1]/x",
            "http://user:name@127.0.0.1/x",
        ):
            self.ask(callback, topic=ATOM)
        self.work()
        self.assertEqual(self.rows("SELECT callback FROM hub_request"), [])
        self.assertEqual(self.subscriptions(), {})
        # What was agreed is judged anew for each delivery; that sources may be fetched from there
        # does not count.
        self.subscribe("/cb")
        self.site_of('own = "yes"', allow="127.9.9.9/32")
        with self.beside() as db:
            db.execute("UPDATE hub_subscription SET due = 1")
            db.execute(
                "INSERT INTO job (kind, key, asked_by, asked, due) VALUES ('hub', '', '', 1, 1)"
            )
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        self.assertEqual(self.rows("SELECT failures FROM hub_subscription"), [(1,)])

    def test_there_is_a_limit_to_everything(self):
        self.open_hub()
        for i in range(100):
            self.ask(f"/cb{i}")
        self.ask("/one-more", status=429)
        self.work()
        self.elsewhere.take()
        self.serve(now=None)
        with self.beside() as db:
            db.executemany(
                "INSERT INTO hub_subscription (topic, callback, host, secret, ends) "
                "VALUES (?, ?, '127.0.0.1', '', 9999999999)",
                [(ATOM, f"http://127.0.0.1/{i}") for i in range(400)],
            )
        self.ask("/one-more", status=403)
        self.ask("/cb5")  # who renews is not held up
        self.ask("/cb6", mode="unsubscribe")
        self.assertEqual({self.post({}).status for _ in range(120)}, {400, 429})
        self.assertTrue(int(self.post({}).headers["Retry-After"]))

    def test_callbacks_and_secrets_are_told_to_nobody(self):
        self.open_hub()
        self.add_editor("Ana", "admin")
        private = ("s3cr3t-w0rd", "/private-cb")
        self.ask("/private-cb?token=1", secret=private[0])
        self.ask("/private-cb#x", secret=private[0], status=400)
        self.work()
        self.elsewhere.deliver["/private-cb"] = 500
        self.change()
        done = self.run_tidings("run", now=clock())
        (outcome,) = self.rows("SELECT outcome FROM job ORDER BY id DESC LIMIT 1")[0]
        ana = self.browser()
        ana.login()
        said = done.stdout + done.stderr + outcome + self.logged()
        said += ana.get("/sources").text + self.browser().get("/metrics").text
        for word in private:
            self.assertNotIn(word, said)
        self.assertIn('method=POST path="/hub" status=202', said)
        self.assertIn("1 subscription", ana.get("/sources").text)


class HubElsewhere(Hub):
    def pings(self):
        """The topics that the other hub was told of."""
        topics = []
        for one in self.elsewhere.take():
            self.assertEqual((one.method, one.path), ("POST", "/pubsub"))
            form = urllib.parse.parse_qs(one.body.decode())
            self.assertEqual(form["hub.mode"], ["publish"])
            self.assertEqual(form["hub.url"], form["hub.topic"])
            self.assertEqual(one.headers["Content-Type"], "application/x-www-form-urlencoded")
            topics += form["hub.topic"]
        return sorted(topics)

    def test_it_is_told_once_of_each_change(self):
        self.site_of(f'urls = {{"{self.elsewhere.url}/pubsub"}}')
        self.change(publish=False)
        self.work()
        words = ("atom", "json", "rss")
        everything = self.pings()
        self.assertEqual(len(everything), len(set(everything)))
        self.assertEqual(
            set(everything),
            {BASE + "changes.atom"}
            | {
                BASE + f"{folder}feed.{word}"
                for folder in ("", "news/", "research/", "trials/")
                for word in words
            },
        )
        self.change()
        self.work()
        self.assertEqual(
            set(self.pings()),
            {BASE + f"{folder}feed.{word}" for folder in ("", "news/") for word in words},
        )
        self.work()
        self.tidings("publish", "--all", now=clock())
        self.work()
        self.assertEqual(self.pings(), [])
        self.assertEqual(self.waiting(), 0)

    def test_what_it_refuses_is_tried_again_and_said_at_the_desk(self):
        self.site_of(f'urls = {{"{self.elsewhere.url}/pubsub"}}')
        self.add_editor("Ana", "admin")
        self.change()
        self.work()
        self.pings()
        self.elsewhere.deliver["/pubsub"] = 503
        self.change()
        self.work()
        told = self.pings()
        self.assertEqual(len(told), 6)
        self.work()
        self.assertEqual(self.pings(), [])
        self.serve(now=None)
        ana = self.browser()
        ana.login()
        page = ana.get("/sources").text
        self.assertIn(f"{self.elsewhere.url}/pubsub", page)
        self.assertIn("answered with status 503", page)
        self.elsewhere.deliver.clear()
        self.make_due()
        self.work()
        self.assertEqual(self.pings(), told)
        self.make_due()
        self.work()
        self.assertEqual(self.pings(), [])
        self.assertNotIn("answered with status 503", ana.get("/sources").text)
        # A redirect tells nobody; a hub that is not configured any more is forgotten.
        self.elsewhere.deliver["/pubsub"] = 301
        self.change()
        self.work()
        self.assertEqual(len(self.pings()), 6)
        self.site_of('own = "yes"')
        self.tidings("publish", now=clock())
        self.make_due()
        self.work()
        self.assertEqual(self.pings(), [])
        self.assertEqual(self.rows("SELECT count(*) FROM hub_ping"), [(0,)])


if __name__ == "__main__":
    main_in_own_network()
