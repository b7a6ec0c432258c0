"""A name that only its page knows, read now one way and now another: all its places tell which is right."""

from cases.repair.pages import line, page, repaired

from ocrfix.repair.misreads import repair_misreads

RIGHT = ("外省来到澜浦的工程师住了下来。", "老码头曾是澜浦最热闹的地方。", "中共澜浦区委召开会议。")
WRONG = "产基地放到测浦。企业负责人表示满意。"
PLACE = WRONG.index("测")


def pages_of(texts, rivals):
    """Each text a paragraph; by text, what else the engine saw at which place."""
    return page(*([line(f"l{n}", text, rivals.get(text, {}))] for n, text in enumerate(texts, 1)))


def test_a_place_that_the_engine_was_unsure_of_follows_the_others():
    given = pages_of((*RIGHT, WRONG), {WRONG: {PLACE: ("澜", 0.2)}})
    found = repair_misreads(given)
    assert repaired(given, found)[-1] == WRONG.replace("测", "澜")
    assert "other places of the page have 澜 in this word" in found.edits[-1].language


def test_many_places_read_wrong_follow_few_that_the_engine_was_sure_of():
    texts = (*RIGHT[1:], "记者在测浦港看到一派繁忙。", "测浦的干部懂产业。", WRONG)
    rivals = {text: {text.index("测"): ("澜", 0.3)} for text in texts if "测" in text}
    given = pages_of(texts, rivals)
    assert "测浦" not in "".join(repaired(given, repair_misreads(given)))


def test_one_other_place_is_no_witness():
    given = pages_of((RIGHT[0], WRONG), {WRONG: {PLACE: ("澜", 0.2)}})
    assert repaired(given, repair_misreads(given))[-1] == WRONG


def test_another_name_of_which_the_engine_was_sure_stays():
    given = pages_of((*RIGHT, WRONG), {})
    assert repair_misreads(given).edits == ()


def test_another_name_stays_though_the_engine_saw_the_first_one_faintly():
    given = pages_of((*RIGHT, WRONG), {WRONG: {PLACE: ("澜", 0.03)}})
    assert repaired(given, repair_misreads(given))[-1] == WRONG


def test_two_names_of_which_each_was_read_surely_stay():
    texts = (*RIGHT, "记者在测浦港看到一派繁忙。", "测浦的干部懂产业。", WRONG)
    given = pages_of(texts, {WRONG: {PLACE: ("澜", 0.2)}})
    assert repaired(given, repair_misreads(given))[-1] == WRONG


def test_words_that_the_language_model_knows_are_left_to_it():
    texts = ("全面进入新阶段。", "项目进入冲刺期。", "工程进入尾声。", "加大引进人才力度。")
    given = pages_of(texts, {texts[-1]: {4: ("入", 0.3)}})
    assert repair_misreads(given).edits == ()


def test_a_place_that_reads_as_the_others_do_is_not_changed_for_a_commoner_word():
    texts = (*RIGHT, "产基地放到澜浦。企业负责人表示满意。")
    given = pages_of(texts, {texts[-1]: {5: ("测", 0.4)}})
    assert repair_misreads(given).edits == ()
