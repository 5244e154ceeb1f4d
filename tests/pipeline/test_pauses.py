"""Services and web servers are asked politely: between two requests is the pause that each asks
for. Only servers on this machine are asked without one, and only when the site says so."""
import collections
import time
import unittest

from pipeline import LOOPBACK, SiteTest, service_block, site_block
from standin import Paper, StandIn, Study, World
from test_links import Server, day
from world import rss, rss_item

NOW = "2026-11-02T08:00:00Z"
POLITE = LOOPBACK.replace(' pauses = "no"', "")
# Seconds between two requests: what the services ask for, and some more.
INTERVALS = {"eutils": 0.4, "ctgov": 1.2, "medlineplus": 0.71, "crossref": 0.5}
PAUSE_OF_LINKS = 2.0
LATE = 0.15  # a request that is sent on time may be noticed so much later than another
SOURCES = (
    service_block("pubmed", "eutils/")
    + service_block("clinicaltrials", "ctgov/")
    + service_block("medlineplus", "medlineplus/query")
    + 'topic "All" { slug = "all" match = "." }\n'
    + 'pubmed "Papers" { query = "cells" approve = "auto" }\n'
    + 'clinicaltrials "Trials" { condition = "cells" }\n'
    + 'medlineplus "Topics" { query = "cells" }\n'
)


def gaps(times):
    return [after - before for before, after in zip(times, times[1:])]


class Pauses(SiteTest):
    def shortest(self, network):
        """{service: the shortest time between two requests to it}."""
        times = collections.defaultdict(list)
        world = World(
            papers={
                99000001 + i: Paper("2026-11-01", f"Cells {i}", doi=f"10.1000/cells.{i}")
                for i in (1, 2)
            },
            studies={
                f"NCT9900000{i}": Study("2026-11-01", "RECRUITING", "Cells") for i in (1, 2, 3)
            },
            topics={f"topic{i}": f"Cells {i}" for i in range(5)},
            page=1,
        )
        world.fail = lambda request: times[request.service].append(time.monotonic())
        self.configure(site_block("Pauses") + network + SOURCES)
        with StandIn(world) as service:
            self.port = service.port
            self.tidings("fetch", now=NOW)
            self.tidings("publish", now=NOW)
            for _ in range(2):
                self.tidings("fetch", "Watch: Crossref", now=NOW)
        self.assertEqual(set(times), set(INTERVALS))
        return {service: min(gaps(found)) for service, found in times.items()}

    def test_of_services(self):
        for service, shortest in self.shortest(POLITE).items():
            self.assertGreater(shortest, INTERVALS[service] - LATE, service)

    def test_of_services_on_this_machine(self):
        found = self.shortest(LOOPBACK)
        del found["crossref"]  # one request a run: between two is a start of the program
        for service, shortest in found.items():
            self.assertLess(shortest, INTERVALS[service] / 2, service)


class PausesOfLinks(SiteTest):
    def shortest(self, network):
        """The shortest time between two requests when the links of two items are looked at."""
        times = []
        server = Server(asked=lambda: times.append(time.monotonic()))
        self.addCleanup(server.stop)
        server.says.update({"/a": 405, "/b": 405})  # HEAD; GET is answered
        server.get.update({"/a": 200, "/b": 200})
        items = (rss_item(title=f"Cells {x}", link=f"{server.url}/{x}", guid=x) for x in "ab")
        server.says["/feed"] = rss("News", *items).encode()
        self.configure(
            site_block("Links")
            + network.replace('links = "no"', "")
            + 'topic "All" { slug = "all" match = "." }\n'
            + f'feed "News" {{ url = "{server.url}/feed" approve = "auto" }}\n'
        )
        self.tidings("run", now=day(0))
        self.tidings("fetch", now=day(31))
        times.clear()
        self.tidings("run", now=day(31))
        self.assertEqual(
            sorted(server.asked[-4:]),
            [("GET", "/a"), ("GET", "/b"), ("HEAD", "/a"), ("HEAD", "/b")],
        )
        return min(gaps(times))

    def test_of_links(self):
        self.assertGreater(self.shortest(POLITE), PAUSE_OF_LINKS - 4 * LATE)

    def test_of_links_on_this_machine(self):
        self.assertLess(self.shortest(LOOPBACK), PAUSE_OF_LINKS / 2)


if __name__ == "__main__":
    unittest.main()
