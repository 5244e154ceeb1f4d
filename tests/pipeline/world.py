"""What the sources of a test say: a folder that the replay server answers from."""
import json
import os
import shutil
import tempfile

from pipeline import Replay, SiteTest, read, write


def rss(title, *items):
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def rss_item(**elements):
    """An item of these elements in their order; the values are markup."""
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
    return f"<item>{inside}</item>"


class WorldTest(SiteTest):
    """A site, and the folder self.world for what its sources say; no feed is there at first."""

    def setUp(self):
        super().setUp()
        self.world = tempfile.mkdtemp(prefix="tidings-world-")
        self.addCleanup(shutil.rmtree, self.world)
        os.makedirs(f"{self.world}/feeds")
        self.log = f"{self.world}/log"  # of the replay server

    def write_feed(self, file, text):
        write(f"{self.world}/feeds/{file}", text)

    def write_routes(self, **feeds):
        """How feeds are answered: tests/replay/feeds.py."""
        write(f"{self.world}/routes.json", json.dumps({"feeds": feeds}))

    def replay(self, *options):
        """A server for this world with a fresh log: `with self.replay() as replay`."""
        if os.path.exists(self.log):
            os.remove(self.log)
        return Replay(self.world, *options, log=self.log)

    def requests(self):
        """What the replay server was asked: lines of method, path and status."""
        return read(self.log).splitlines()
