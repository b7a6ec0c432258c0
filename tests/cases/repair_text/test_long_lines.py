"""Text that lost its line ends: the time grows as the text does."""

import time

import pytest

from ocrfix.repairing import page_of, repaired

CLAUSES = (
    "会议研究了公园管理办法",
    "市民可以在网上报名",
    "工程预计明年完工",
    "农村道路摆在首位",
    "村民们很高兴",
)
TEXTS = {
    "no marks": lambda n: "".join(CLAUSES[i * i % 5] for i in range(n // 7)),
    "spaces": lambda n: " ".join(CLAUSES[i * i % 5] for i in range(n // 8)) + "。",
    "short sentences": lambda n: "".join(f"{CLAUSES[i * i % 5]}，第{i}年。 " for i in range(n // 14)),
    "one letter": lambda n: "a" * n,
    "one character": lambda n: "好" * n,
}


def seconds(text: str) -> float:
    begun = time.process_time()
    repaired(page_of(text.encode(), "page.txt", "page"))
    return time.process_time() - begun


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_takes_no_more_than_four_times_as_long_or_so(kind):
    seconds(TEXTS[kind](500))  # models are read the first time
    short, long = TEXTS[kind](4_000), TEXTS[kind](16_000)
    quickest = min(seconds(long) for _ in range(3))  # other work on the machine is not counted
    assert quickest < 8 * max(seconds(short), 0.1)
