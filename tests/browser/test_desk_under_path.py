#!/usr/bin/env python3
"""The keys of the desk where it is under a path of a host: what the script fetches and posts stays
under that path."""
import unittest

from desk_site import WEEK_2, BrowserTest, prepare
from desk_proxy import HOST, ROOT, Proxy


class Keys(BrowserTest):
    def test_keys_decide_and_take_back_under_the_path(self):
        self.two_weeks()
        self.configure(f'desk {{ url = "https://{HOST}{ROOT}/" }}\n', "url.conf")
        self.add_editor("Ana")
        self.serve(now=WEEK_2)
        proxy = Proxy(local=True)
        self.addCleanup(proxy.server_close)
        self.addCleanup(proxy.shutdown)
        proxy.desk = self.port
        job = {
            "base": f"http://127.0.0.1:{proxy.server_port}{ROOT}",
            "cookie": self.cookie(self.entered("Ana")),
        }
        did = self.node("press.mjs", {**job, "keys": [["a"], ["r"], ["l"], ["j", "a"]], "by": -1})
        self.assertEqual(did["left"][-1], did["start"] - 4)
        undone = self.node("press.mjs", {**job, "keys": [["z"], ["z"]], "by": 1})
        self.assertEqual(undone["left"][-1], did["start"] - 2)
        self.assertEqual([path for path in proxy.outside if path != "/favicon.ico"], [])
        self.assertEqual(self.rows("SELECT count(*) FROM decision WHERE editor = 'Ana'"), [(6,)])


if __name__ == "__main__":
    prepare()
    unittest.main()
