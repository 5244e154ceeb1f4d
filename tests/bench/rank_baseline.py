"""A ranker of the field to compare `tidings rank` with, in the same protocol: a linear support
vector machine on tf-idf of words and pairs of words, set as ASReview's model "ELAS u4" is. It needs
python3-sklearn.

    simulate.py --cmd "/usr/bin/python3 tests/bench/rank_baseline.py" --batch geo SET…
"""
import json
import sys

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

COST, RATIO = 0.11, 9.8


class Ranker:
    def __init__(self):
        self.ids, self.texts, self.labels, self.matrix = [], [], {}, None

    def add(self, request):
        self.labels[request["id"]] = None
        self.ids.append(request["id"])
        self.texts.append(f"{request.get('title', '')} {request.get('abstract', '')}")
        self.matrix = None

    def scores(self):
        """How far each is from the border; all 0 until both kinds were decided."""
        labels = numpy.array([-1 if self.labels[i] is None else self.labels[i] for i in self.ids])
        known = labels >= 0
        wanted = int(labels[known].sum())
        unwanted = int(known.sum()) - wanted
        if not wanted or not unwanted:
            return numpy.zeros(len(labels))
        if self.matrix is None:
            self.matrix = TfidfVectorizer(
                ngram_range=(1, 2), sublinear_tf=True, max_df=0.95
            ).fit_transform(self.texts)
        total = (wanted + unwanted) / (1 + RATIO)
        machine = LinearSVC(
            C=COST, class_weight={1: total * RATIO / wanted, 0: total / unwanted}, dual=True
        )
        machine.fit(self.matrix[known], labels[known])
        return machine.decision_function(self.matrix)

    def rank(self, limit):
        order = numpy.argsort(-self.scores(), kind="stable")
        waiting = [self.ids[i] for i in order if self.labels[self.ids[i]] is None]
        return waiting[:limit]


def main():
    ranker = Ranker()
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "add":
            ranker.add(request)
        elif request["op"] == "decide":
            ranker.labels[request["id"]] = int(request["approve"])
        elif request["op"] == "rank":
            print(json.dumps(ranker.rank(request["limit"])), flush=True)
        else:
            return


if __name__ == "__main__":
    main()
