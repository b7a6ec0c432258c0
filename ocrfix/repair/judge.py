"""The judge: how sure it is that a character was misread, from the evidence of both keys.

A weighted sum of the evidence, in log-odds (logistic regression). The weights are learned from sentences read
by an engine beside their right text, and from clean text; `tests/bench/learn_judges.py` does it. There are
three judges: of characters with a picture, of marks with a picture, and of characters without one.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from ocrfix.repair.evidence import FEATURES
from ocrfix.repair.sentence_place import PLACE_FEATURES

Matrix = npt.NDArray[np.float64]

WITHOUT_PICTURE = (*FEATURES, "likeness", "margin")
"""`likeness` is the weight of the confusion, `margin` how far the next best character is behind."""

WITH_PICTURE = (*FEATURES, "likeness", "picture", "confidence", "chosen", "margin")
"""`picture` is how much likelier the engine thought the other character than the one read, in nats,
`confidence` the logarithm of how unsure it was of what it read. `chosen` is 1 on the best path through the
candidates, and `margin` how far `gain` and `picture` together are before those of the best rival."""

MARKS = (*WITH_PICTURE, *PLACE_FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """`weights` has one figure a column of the evidence, `start` is what stands without any.

    From `edit` log-odds a change is an edit, from `doubt` it is a doubt.
    """

    weights: npt.NDArray[np.float64]
    start: float
    edit: float
    doubt: float

    def odds(self, evidence: Matrix) -> npt.NDArray[np.float64]:
        """The log-odds of each row: (n, columns) gives (n,)."""
        return evidence @ self.weights + self.start


def confidence(odds: float) -> float:
    """Log-odds as a share from 0 to 1.

    >>> confidence(0.0), round(confidence(3.0), 2)
    (0.5, 0.95)
    """
    return float(1 / (1 + np.exp(-odds)))


def fit(evidence: Matrix, right: npt.NDArray[np.bool_], smooth: float = 1e-5) -> Judge:
    """Learn the weights from cases and whether the change is right, by Newton's method.

    The thresholds are left open; `smooth` is the penalty on large weights.
    """
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    rows = np.concatenate([(evidence - mean) / spread, np.ones((len(evidence), 1))], axis=1)
    weights = np.zeros(rows.shape[1])
    for _ in range(40):
        share = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share - right) / len(rows) + smooth * weights
        bend = (rows * (share * (1 - share))[:, None]).T @ rows / len(rows)
        weights -= np.linalg.solve(bend + smooth * np.eye(len(weights)), slope)
    plain = weights[:-1] / spread
    return Judge(plain, float(weights[-1] - plain @ mean), np.inf, np.inf)


@cache
def judge_named(name: str) -> Judge:
    """A judge that comes with ocrfix: "without_picture", "with_picture" or "marks"."""
    columns = {"without_picture": WITHOUT_PICTURE, "with_picture": WITH_PICTURE, "marks": MARKS}[name]
    text = files("ocrfix.language").joinpath("data", "zh_judge.json").read_text(encoding="utf-8")
    stored = json.loads(text)[name]
    weights = np.array([stored["weights"][column] for column in columns])
    return Judge(weights, stored["start"], stored["edit"], stored["doubt"])
