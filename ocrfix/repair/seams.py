"""Whether two pieces of text are one broken sentence, by the model of the news."""

from ocrfix.language.ngram import START, news
from ocrfix.language.variants import simplified
from ocrfix.model.patterns import FULL_STOP

_NOT_AT_THE_END = "和与與及或的、将將把被对對为為在向从從以"
_NOT_AT_THE_START = "的了和与與及或等、，。；：！？）》”』」着過过"
_WHOLE_HEADING = 5.0
_OPEN_MARKS = "，、：；,:;—“‘《（("


def goes_on(before: str, after: str) -> float:
    """How much likelier `after` is as what follows `before` than as the start of a line, in nats.

    Three characters either side matter; traditional text is asked about as simplified.

    >>> goes_on("是杭州亚", "运会举办之年") > 5, goes_on("创建工作的一个", "作为我区首个") < -3
    (True, True)
    """
    first = simplified(after.lstrip()[:3])
    model = news()
    return model.log_probability(first, simplified(before.rstrip()[-3:])) - model.log_probability(
        first, START
    )


def is_open(text: str) -> bool:
    """Whether the sentence in which the text ends is not over."""
    return not FULL_STOP.search(text)


def ends_on_a_mark(text: str) -> bool:
    """Whether the text ends on a mark after which the sentence must go on."""
    return text.rstrip()[-1:] in _OPEN_MARKS


def one_heading(before: str, after: str) -> bool:
    """Whether a heading goes straight on over a line end, rather than having two halves.

    >>> one_heading("主任办公会议和", "区政府常务会议召开"), one_heading("政企合力开启高质量发", "展新热潮")
    (True, True)
    >>> one_heading("党建引领出实招", "河庄文明创建更有力"), one_heading("大通道", "新进展")
    (False, False)
    """
    left, right = before.rstrip(), after.lstrip()
    if not left or not right:
        return False
    if left[-1] in _NOT_AT_THE_END or right[0] in _NOT_AT_THE_START:
        return True
    return goes_on(left, right) > _WHOLE_HEADING
