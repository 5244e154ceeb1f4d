"""Who is told of feeds, and by whom this site is (WebSub), when a backup comes back.

Run in a network of its own."""
import urllib.parse

import stores
from elsewhere import main_in_own_network
from hub import ATOM, HOUR, Hub, clock
from websub import Subscriber


@stores.of_sqlite_alone
class Restored(Hub):
    """A backup comes back. Readers see again what it holds, and hubs tell of it; who subscribed
    since is not forgotten."""

    def restored(self, wreck=False):
        self.close()
        if wreck:
            with open(f"{self.site}/tidings.db", "r+b") as f:
                f.write(b"no store")
        self.tidings("restore", f"{self.site}/backup.db", now=clock())

    def told(self, *paths):
        self.work()
        posts = self.elsewhere.take()
        self.assertEqual(sorted(post.path for post in posts), sorted(paths))
        for post in posts:
            self.assertEqual(post.body, self.out(ATOM))

    def test_subscribers_are_told_what_readers_see_again(self):
        self.open_hub(f'own = "yes" urls = {{"{self.elsewhere.url}/pubsub"}}')
        for path in ("/cb", "/ended"):
            self.subscribe(path)
        self.tidings("backup", f"{self.site}/backup.db")
        self.subscribe("/since", secret="since")
        self.subscribe("/ended", mode="unsubscribe")
        self.ask("/asks")
        self.change()
        self.work()
        self.elsewhere.take()
        before = self.out(ATOM)
        self.elsewhere.items.clear()  # what was published since is not in its feed any more
        self.restored()
        self.assertEqual(set(self.subscriptions()), {(p, ATOM) for p in ("/cb", "/since", "/asks")})
        self.tidings("publish", now=clock())
        self.assertNotEqual(self.out(ATOM), before)
        self.work()
        asked = self.elsewhere.take()
        pings = [one for one in asked if one.path == "/pubsub"]
        self.assertIn(urllib.parse.quote(ATOM, safe="").encode(), b"".join(p.body for p in pings))
        posts = [one for one in asked if one.path != "/pubsub"]
        self.assertEqual(sorted(post.path for post in posts), ["/asks", "/cb", "/since"])
        self.assertEqual({post.body for post in posts}, {self.out(ATOM)})
        self.work()
        self.assertEqual(self.elsewhere.take(), [])
        self.assertEqual(self.waiting(), 0)

    def test_what_was_not_delivered_yet_is(self):
        self.open_hub()
        self.tidings("backup", f"{self.site}/backup.db")
        self.subscribe()
        self.change()
        self.restored()
        self.elsewhere.items.pop()
        self.tidings("publish", now=clock())
        self.told("/cb")
        self.told()

    def test_nothing_is_told_twice(self):
        self.open_hub()
        self.subscribe()
        self.tidings("backup", f"{self.site}/backup.db")
        self.restored()
        self.told()

    def test_of_a_store_that_was_damaged_subscribers_are_told_once(self):
        self.open_hub()
        self.subscribe()
        self.tidings("backup", f"{self.site}/backup.db")
        self.change()
        self.work()
        self.elsewhere.take()
        self.elsewhere.items.pop()
        self.restored(wreck=True)
        self.tidings("publish", now=clock())
        self.told("/cb")
        self.told()
        self.assertEqual(self.waiting(), 0)


@stores.of_sqlite_alone
class Reader(Subscriber):
    def test_hubs_are_asked_anew_and_what_they_delivered_then_is_old(self):
        one = self.subscribed()
        self.deliver(one, self.document("of then"))
        self.close()
        self.tidings("backup", f"{self.site}/backup.db", now=clock())
        self.work()
        self.assertIn("of then", self.titles())
        self.tidings("restore", f"{self.site}/backup.db", now=clock())
        (again,) = self.asked()
        self.assertEqual(again.form, one.form)
        self.assertEqual(self.titles(), ["one"])
        self.verify(again)
        # Until it delivers it is not relied on: the feed is asked as often as without it.
        visits = len(self.elsewhere.visits)
        self.publish("two")
        self.work(later=2 * HOUR)
        self.assertEqual(len(self.elsewhere.visits), visits + 1)
        self.assertEqual(self.titles(), ["one", "two"])
        self.deliver(again, self.document("three"))
        self.work(later=2 * HOUR)
        self.assertIn("three", self.titles())


if __name__ == "__main__":
    main_in_own_network()
