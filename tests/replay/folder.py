"""The records that a replay answers from: files in pubmed, clinicaltrials, medlineplus and feeds.

A folder with a sub-folder "1" is a story in steps. At step N the files of 1, 2 … N lie on top of
each other, so that a file in 2 replaces the file of the same name in 1. Any other folder is one
flat set of records.
"""

import gzip
import json
import os


class Folder:
    def __init__(self, root, step=1):
        self.root = root
        if os.path.isdir(os.path.join(root, "1")):
            self.layers = [os.path.join(root, str(n)) for n in range(1, step + 1)]
        else:
            self.layers = [root]

    def files(self, kind, endings=("",)):
        """{name: path} of the files of one kind, ordered by name; of the topmost layer each."""
        found = {}
        for layer in self.layers:
            directory = os.path.join(layer, kind)
            if not os.path.isdir(directory):
                continue
            for name in os.listdir(directory):
                path = os.path.join(directory, name)
                if os.path.isfile(path) and name.endswith(endings):
                    found[name] = path
        return dict(sorted(found.items()))

    def routes(self, kind):
        """What routes.json (of the topmost layer with one) says of this kind; {} if nothing."""
        for layer in reversed(self.layers):
            path = os.path.join(layer, "routes.json")
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    return json.load(file).get(kind, {})
        return {}


def read(path):
    """The bytes of a file, unpacked when its name ends in .gz."""
    with open(path, "rb") as file:
        data = file.read()
    return gzip.decompress(data) if path.endswith(".gz") else data
