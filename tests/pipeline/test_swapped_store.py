"""A database server has another store at the place of the site's, or none, while programs are at
work: nothing is written there or sent from it, and they go on when the right one is back."""
import sys
import time
import unittest

import stores

if not stores.SERVER:
    print("a file is looked at by its number (test_store.py)")
    sys.exit(77)

from desk import form_of
from desk_sample import PAPER, WEEK_1, TwoEditors
from pipeline import read

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname IN ({}) AND pid <> pg_backend_pid()"
)


class Swapped(TwoEditors):
    def setUp(self):
        super().setUp()
        self.name = stores.name_of(self.site)
        self.older, self.aside = f"{self.name}_older", f"{self.name}_aside"
        self.addCleanup(
            stores.on_server,
            *(f"DROP DATABASE IF EXISTS {n} WITH (FORCE)" for n in (self.older, self.aside)),
        )

    def swap(self, *renames):
        """Each a pair; who was connected finds another database when it comes again."""
        names = ", ".join(f"'{name}'" for pair in renames for name in pair)
        moves = (f"ALTER DATABASE {one} RENAME TO {other}" for one, other in renames)
        stores.on_server(
            *(f"ALTER DATABASE {one} ALLOW_CONNECTIONS false" for one, _ in renames),
            CUT.format(names),
            *moves,
            *(f"ALTER DATABASE {other} ALLOW_CONNECTIONS true" for _, other in renames),
        )

    def answered(self, status):
        end = time.monotonic() + 20
        while self.ana.get("/queue").status != status:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)

    def rows_of_all(self):
        """How many decisions, visits, sessions and notes there are."""
        return self.rows(
            "SELECT (SELECT count(*) FROM decision), (SELECT max(last_try) FROM source), "
            "(SELECT count(*) FROM session), (SELECT count(*) FROM item_note)"
        )

    def decide(self, item):
        form = form_of(self.form_page, f"/item/{item}/decide")
        return self.ana.post(f"/item/{item}/decide", {**form, "do": "approve", "summary": "Ours."})

    def away_and_back(self, item, has_tables, said):
        worker = self.start_worker(WEEK_1)
        self.form_page = self.page(f"/item/{item}")
        self.swap((self.name, self.aside), (self.older, self.name))
        self.answered(503)
        before = self.rows_of_all() if has_tables else None
        self.assertEqual(self.decide(item).status, 503)
        end = time.monotonic() + 30
        while said not in read(f"{self.site}/work.log"):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        self.assertEqual(self.ana.get("/queue").status, 503)
        self.assertIsNone(worker.poll(), read(f"{self.site}/work.log"))
        self.assertEqual(self.rows_of_all() if has_tables else None, before)
        self.swap((self.name, self.older), (self.aside, self.name))
        self.answered(200)
        self.assertEqual(self.decide(item).status, 303)
        self.assertEqual(self.shown(item)["summary"], "Ours.")
        self.assertIsNone(worker.poll(), read(f"{self.site}/work.log"))

    def test_a_copy_of_before(self):
        item = self.item(PAPER)
        stores.on_server(
            f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false",
            CUT.format(f"'{self.name}'"),
            f"CREATE DATABASE {self.older} TEMPLATE {self.name}",
            f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true",
        )
        self.answered(200)
        self.tidings("publish", now=WEEK_1)
        self.away_and_back(item, True, "older than what readers see")

    def test_an_empty_database(self):
        stores.on_server(f"CREATE DATABASE {self.older}")
        self.away_and_back(self.item(PAPER), False, "has no store of a site in it")


if __name__ == "__main__":
    unittest.main()
