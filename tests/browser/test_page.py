"""What an editor does with a page, in a real browser."""

import json
import re
from dataclasses import replace

import pytest
from review_driving import LOW_CONTRAST, states, until, until_saved, view
from review_pages import page_of, write_page

from ocrfix.model.page import Doubt


def item(tab):
    return tab.get_attribute("#item", "data-item")


def text_of(tab, line):
    return view(tab)["lines"][line]["text"]


def zoom(tab):
    return float(tab.get_attribute("#scan", "data-zoom"))


def marked(tab, layer):
    return tab.get_attribute("#overlay", f"data-{layer}")


def go_to(tab, line):
    """Point at a line of the text with the mouse."""
    tab.locator(f"#text [data-line={line}]").scroll_into_view_if_needed()
    tab.mouse.click(
        *tab.evaluate(f"""() => {{
          const box = document.querySelector('#text [data-line={line}]').getClientRects()[0];
          return [box.left + 8, box.top + box.height / 2];
        }}""")
    )


def test_a_page_opens_at_its_first_doubt_with_its_print_and_the_reasons(server, tab):
    page = tab(server)
    assert page.inner_text("#progress-words") == "0 of 12 done"
    assert page.inner_text("#item .reading b") == "架"
    assert page.inner_text("#item .proposal b") == "菜"
    assert "in the lexicon" in page.inner_text("#item .reasons")
    until(page, "document.querySelector('.crop img').naturalWidth > 40")
    assert page.locator(".crop .spot").is_visible()
    assert page.locator("#text mark.now").inner_text() == "菜"
    assert page.locator("[data-alternative]").count() == 2
    assert "token" not in page.url


def test_a_chinese_screen_says_nothing_in_english(server, tab):
    page = tab(server, locale="zh-CN")
    shown = "#item, .bar button, .bar span, #text"
    said = page.evaluate(f"[...document.querySelectorAll('{shown}')].map((it) => it.innerText).join(' ')")
    assert "词典有“蔬菜”（88 次）" in page.inner_text("#item .reasons")
    assert set(re.findall("[A-Za-z]{2,}", said)) == {"English"}


def test_the_scan_is_there_and_zooms_pans_fits_and_turns(server, tab):
    page = tab(server)
    until(page, "performance.getEntriesByType('resource').some(({name}) => name.includes('/tiles/'))")
    whole = zoom(page)
    box = page.locator("#scan").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, -500)
    until(page, f"Number(document.querySelector('#scan').dataset.zoom) > {whole * 2}")
    page.keyboard.press("-")
    page.keyboard.press("f")
    page.click("[data-do=fit]")
    page.keyboard.press("r")
    until(page, "document.querySelector('#scan').dataset.turn === '90'")


def test_the_scan_shows_print_not_blank_paper(server, tab):
    page = tab(server)
    ink = """() => {
      const canvas = document.querySelector('#scan canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] < 120) dark++;
      return dark > 500;
    }"""
    until(page, ink)


def test_selected_text_is_shown_on_the_scan(server, tab):
    page = tab(server)
    page.evaluate("""() => {
      const run = document.querySelector('#text [data-line=l20]').firstChild;
      getSelection().setBaseAndExtent(run, 2, run, 5);
    }""")
    until(page, "document.querySelector('#overlay').dataset.found === 'l20:2:5'")
    corners = page.get_attribute("#overlay .found polygon", "points").split()
    left, right = float(corners[0].split(",")[0]), float(corners[1].split(",")[0])
    assert (left, right) == (32 + 2 * 32, 32 + 5 * 32)


def test_a_place_of_the_scan_is_selected_in_the_text(server, tab):
    page = tab(server)
    box = page.locator("#scan").bounding_box()
    x, y = page.evaluate("""() => {
      const polygon = document.querySelector('#overlay').querySelector('g');
      const { a, d, e, f } = polygon.getCTM();
      return [(32 + 3.5 * 32) * a + e, (120 + 19 * 44 + 16) * d + f];
    }""")
    page.mouse.click(box["x"] + x, box["y"] + y)
    until(page, "getSelection().toString() !== ''")
    assert (
        page.evaluate("getSelection().anchorNode.parentElement.closest('[data-line]').dataset.line") == "l20"
    )
    assert page.evaluate("getSelection().toString()") == "过"


def test_accept_reject_choose_and_what_follows_them(server, tab):
    page = tab(server)
    first = item(page)
    page.keyboard.press("Enter")
    assert item(page) != first
    page.keyboard.press("x")
    page.keyboard.press("2")
    until_saved(page)
    assert states(page)[:4] == ["accepted", "rejected", "accepted", "open"]
    assert [text_of(page, f"l{n}")[5] for n in (1, 2, 3)] == ["菜", "架", "果"]
    assert page.inner_text("#progress-words") == "3 of 12 done"


def test_the_mouse_can_do_it_too(server, tab):
    page = tab(server)
    page.click("#item [data-do=accept]")
    page.click("#item [data-do=reject]")
    page.click("[data-alternative='1']")
    until_saved(page)
    assert states(page)[:3] == ["accepted", "rejected", "accepted"]


def test_a_line_is_rewritten_in_place(server, tab):
    page = tab(server)
    page.keyboard.press("e")
    field = page.locator("#item textarea")
    assert field.input_value() == "冬天里种蔬菜的人家也多"
    assert field.evaluate("(it) => it.value.slice(it.selectionStart, it.selectionEnd)") == "菜"
    page.keyboard.type("果")
    page.keyboard.press("Enter")
    until_saved(page)
    assert text_of(page, "l1") == "冬天里种蔬果的人家也多"
    until(page, "document.querySelector('#text').textContent.includes('蔬果')")


def test_escape_leaves_the_line_as_it_was(server, tab):
    page = tab(server)
    page.dblclick("#text [data-line=l20]")
    page.locator("#item textarea").fill("别的")
    page.keyboard.press("Escape")
    assert page.locator("#item textarea").count() == 0
    assert text_of(page, "l20") == "河水漫过石桥直到村口"


def test_a_line_that_is_left_by_a_click_keeps_what_was_written(server, tab):
    page = tab(server)
    page.keyboard.press("e")
    page.keyboard.type("果")
    page.click("#text [data-items] >> nth=2")
    until_saved(page)
    assert text_of(page, "l1") == "冬天里种蔬果的人家也多"


def test_the_filter_leaves_the_keys_alone(server, tab):
    page = tab(server)
    page.select_option("#filter", "doubt")
    assert page.inner_text("#progress-words") == "0 of 7 done"
    page.keyboard.press("Enter")
    until_saved(page)
    assert states(page)[5] == "accepted"


def test_undo_and_redo_without_limit(server, tab):
    page = tab(server)
    for _ in range(5):
        page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("z")
    until_saved(page)
    assert set(states(page)) == {"open"}
    assert page.inner_text("#progress-words") == "0 of 12 done"
    page.keyboard.press("Shift+Z")
    page.keyboard.press("Control+y")
    until_saved(page)
    assert states(page).count("accepted") == 2


def test_a_region_moves_to_another_article(server, tab):
    page = tab(server)
    go_to(page, "l30")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    until_saved(page)
    place = next(r["place"] for r in view(page)["regions"] if r["id"] == "rb1")
    assert place == {"kind": "article", "id": "a1", "part": "body"}


def test_a_label_changes_by_the_menu_of_the_mouse(server, tab):
    page = tab(server)
    page.click("#text [data-line=h1]", button="right")
    page.click(".menu >> text=Label")
    page.click(".menu >> text=Crosshead")
    until_saved(page)
    assert next(r["kind"] for r in view(page)["regions"] if r["id"] == "rh1") == "crosshead"


def test_paragraphs_split_and_join(server, tab):
    page = tab(server)
    before = len(view(page)["articles"][0]["body"])
    go_to(page, "l3")
    page.keyboard.press("s")
    until_saved(page)
    assert len(view(page)["articles"][0]["body"]) == before + 1
    page.keyboard.press("b")
    until_saved(page)
    assert len(view(page)["articles"][0]["body"]) == before


def test_articles_split_and_merge(server, tab):
    page = tab(server)
    go_to(page, "l11")
    page.keyboard.press("Shift+S")
    until_saved(page)
    assert len(view(page)["articles"]) == 3
    page.keyboard.press("Shift+B")
    until_saved(page)
    assert len(view(page)["articles"]) == 2


def test_the_reading_order_is_drawn_anew(server, tab):
    page = tab(server)
    page.click("[data-do=order]")
    box = page.locator("#scan").bounding_box()
    for number in (1, 0):
        x, y = page.evaluate(f"""() => {{
          const shape = document.querySelector('[data-region=rb{number}]').getBoundingClientRect();
          return [shape.left + shape.width / 2, shape.top + shape.height / 2];
        }}""")
        page.mouse.click(x, y)
    assert box
    page.keyboard.press("Enter")
    until_saved(page)
    assert [r["id"] for r in view(page)["regions"]] == ["rf", "rh0", "rb1", "rb0", "rh1"]


def test_the_page_is_marked(server, tab):
    page = tab(server)
    page.keyboard.press("Shift+G")
    until_saved(page)
    assert view(page)["mark"] == "good"
    assert page.get_attribute("[data-mark=good]", "aria-pressed") == "true"


def test_a_reload_in_the_middle_loses_nothing(server, tab):
    page = tab(server)
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    until_saved(page)
    page.reload()
    until(page, "document.querySelector('#progress-words').textContent === '2 of 12 done'")
    assert states(page)[:3] == ["accepted", "rejected", "open"]


def test_a_server_that_vanishes_loses_nothing(server, tab):
    page = tab(server)
    server.stop()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#trouble:not([hidden])")
    assert "Changes not saved yet: 2" in page.inner_text("#trouble")
    server.start()
    page.wait_for_selector("#trouble", state="hidden")
    until_saved(page)
    assert states(page)[:3] == ["accepted", "accepted", "open"]


def test_two_tabs_on_one_page_see_a_conflict_and_a_way_on(server, tab):
    mine, other = tab(server), tab(server)
    other.fill("#author", "Lin")
    other.keyboard.press("Enter")
    other.keyboard.press("x")
    until_saved(other)
    mine.keyboard.press("j")
    mine.keyboard.press("Enter")
    mine.wait_for_selector("#trouble[data-kind=conflict]")
    assert "Lin" in mine.inner_text("#trouble")
    assert "Rejecting 架 → 菜" in mine.inner_text("#trouble")
    assert states(mine)[:2] == ["rejected", "open"]
    mine.click("#trouble [data-do=retry]")
    until_saved(mine)
    assert states(mine)[:2] == ["rejected", "accepted"]
    assert mine.locator("#trouble").is_hidden()


def test_what_the_server_refuses_is_said_and_the_rest_goes_on(server, tab):
    page = tab(server)
    page.keyboard.press("e")
    page.locator("#item textarea").fill("x" * 2001)
    page.keyboard.press("Enter")
    page.wait_for_selector("#trouble[data-kind=refused]")
    page.complaints.clear()
    page.click("#trouble [data-do=understood]")
    page.keyboard.press("Enter")
    until_saved(page)
    assert states(page)[0] == "accepted"


@pytest.mark.parametrize("presses", [1, 2])
def test_an_item_that_the_answer_to_another_settles_is_not_asked_any_more(serve, tab, tmp_path, presses):
    page = page_of(lines=10, doubts=2, edits=1)
    (edit,) = page.edits
    over = Doubt(kind="misread", text="蔬菜 may be 蔬果: why", line=edit.line, alternative="蔬果")
    window = tab(serve(write_page(tmp_path, replace(page, doubts=(over, *page.doubts)))))
    assert window.inner_text("#item .proposal b") == "蔬果"
    window.evaluate(
        """(times) => { for (let n = 0; n < times; n++)
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })); }""",
        presses,
    )
    until_saved(window)
    until(window, f"document.querySelector('#item').dataset.item !== '{edit.id}'")
    assert states(window) == ["accepted", "rejected", "open", "open", "open"]
    assert "蔬果" in text_of(window, edit.line)
    assert window.locator("#trouble").is_hidden()


def test_the_keyboard_alone_leads_from_the_first_doubt_to_the_last(server, tab):
    page = tab(server)
    for _ in range(12):
        page.keyboard.press("Enter")
    until_saved(page)
    assert page.inner_text("#progress-words") == "12 of 12 done"
    assert "All is done" in page.inner_text("#item")
    page.keyboard.press("Shift+G")
    page.keyboard.press("?")
    assert page.locator("dialog.help").is_visible()
    assert "Accept" in page.inner_text("dialog.help")
    page.keyboard.press("?")
    until(page, "document.querySelector('dialog.help') === null")
    assert [one["state"] for one in view(page)["items"]] == ["accepted"] * 12


def test_every_control_is_reached_by_tab_and_has_a_name(server, tab):
    page = tab(server)
    names = page.evaluate("""() => [...document.querySelectorAll('button, select, input, textarea, a[href]')]
      .filter((node) => node.checkVisibility() && !node.disabled)
      .map((it) => it.getAttribute('aria-label') || it.labels?.[0]?.textContent || it.textContent.trim())""")
    assert all(names)
    assert len(names) > 15


def test_the_screen_reads_in_order_and_says_what_changed(server, tab):
    page = tab(server)
    parts = "[...document.querySelectorAll('header.top, [aria-label=Scan], #item, main')]"
    assert page.evaluate(f"{parts}.map((it) => it.id || it.localName)") == [
        "header",
        "section",
        "item",
        "main",
    ]
    assert page.evaluate("document.activeElement.id") == "item"
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[aria-live]').textContent.startsWith('2 of 12')")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_page_that_was_read_again_says_so(serve, tab, tmp_path):
    page = tab(serve(write_page(tmp_path, page_of())))
    assert page.locator("#notes").is_hidden()
    page.keyboard.press("Enter")
    until_saved(page)
    (tmp_path / "again").mkdir()
    write_page(tmp_path / "again", page_of(doubts=1)).replace(tmp_path / "page.json")
    page.reload()
    page.wait_for_selector("#notes:not([hidden])")
    assert page.inner_text("#progress-words") == "1 of 12 done"
    page.click("#notes button")
    until(page, "document.querySelector('#progress-words').textContent === '0 of 7 done'")
    page.keyboard.press("z")
    until(page, "document.querySelector('#progress-words').textContent === '1 of 12 done'")


def test_single_keys_can_be_switched_off(server, tab):
    page = tab(server)
    page.keyboard.press("?")
    page.uncheck("dialog.help input[type=checkbox]")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("Control+z")
    assert set(states(page)) == {"open"}


def test_a_vertical_page_reads_as_one(serve, tab, tmp_path):
    page = tab(serve(write_page(tmp_path, page_of(vertical=True))))
    assert page.evaluate("getComputedStyle(document.querySelector('#text')).writingMode") == "vertical-rl"
    until(page, "document.querySelector('.crop img').naturalHeight > 40")
    assert page.evaluate(
        "(it => it.naturalHeight > 2 * it.naturalWidth)(document.querySelector('.crop img'))"
    )
    page.evaluate("""() => {
      const run = document.querySelector('#text [data-line=l20]').firstChild;
      getSelection().setBaseAndExtent(run, 2, run, 5);
    }""")
    until(page, "document.querySelector('#overlay').dataset.found === 'l20:2:5'")
    tops = [
        float(corner.split(",")[1])
        for corner in page.get_attribute("#overlay .found polygon", "points").split()
    ]
    assert (min(tops), max(tops)) == (32 + 2 * 32, 32 + 5 * 32)


def test_a_page_without_a_scan_can_be_reviewed(serve, tab, tmp_path):
    page = tab(serve(write_page(tmp_path, page_of(), with_scan=False)))
    assert page.locator(".crop").count() == 0
    page.keyboard.press("Enter")
    until_saved(page)
    assert states(page)[0] == "accepted"


def test_markup_in_a_page_is_text(serve, tab, tmp_path):
    path = write_page(tmp_path, page_of())
    path.write_text(path.read_text().replace("第一栏的标题", "<img src=x onerror=alert(1)>"))
    document = json.loads(path.read_text())
    line = document["regions"][1]["lines"][0]
    line["spans"], line["confidences"], line["alternatives"] = [], [], []
    path.write_text(json.dumps(document))
    page = tab(serve(path))
    assert "<img src=x onerror=alert(1)>" in page.inner_text("#text h2")
    assert page.locator("#text img").count() == 0


def test_chinese_and_english(server, tab):
    page = tab(server)
    page.click("[data-do=language]")
    page.wait_for_selector("html[lang=zh]")
    until(page, "document.querySelector('#item [data-do=accept]')?.textContent.includes('接受')")
    assert page.inner_text("#progress-words") == "已处理 0 / 12"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_on_the_screen_has_the_contrast_of_wcag_aa(server, tab, scheme):
    page = tab(server, color_scheme=scheme)
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    page.keyboard.press("?")
    assert page.evaluate(LOW_CONTRAST) == []
    page.keyboard.press("?")
    page.keyboard.press(".")
    assert page.evaluate(LOW_CONTRAST) == []


def test_dark_is_chosen_and_kept(server, tab):
    page = tab(server)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-do=theme]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_at_200_percent_nothing_is_cut_off(server, tab):
    page = tab(server, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.locator("#item [data-do=accept]").scroll_into_view_if_needed()
    page.click("#item [data-do=accept]")
    page.locator("#text [data-line=l20]").scroll_into_view_if_needed()
    assert page.locator("#text [data-line=l20]").is_visible()
    until_saved(page)
    assert states(page)[0] == "accepted"


def test_a_finger_pans_and_two_zoom(server, tab):
    page = tab(server, has_touch=True, viewport={"width": 1024, "height": 768})
    whole = zoom(page)
    box = page.locator("#scan").bounding_box()
    touch = page.context.new_cdp_session(page)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def send(kind, apart):
        points = [{"x": middle[0] - apart, "y": middle[1]}, {"x": middle[0] + apart, "y": middle[1]}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if apart else []})

    send("touchStart", 40)
    for apart in (60, 90, 120):
        send("touchMove", apart)
    send("touchEnd", 0)
    until(page, f"Number(document.querySelector('#scan').dataset.zoom) > {whole * 1.5}")


def test_motion_is_left_out_where_that_is_asked(server, tab):
    page = tab(server, reduced_motion="reduce")
    page.keyboard.press("f")
    page.wait_for_timeout(50)
    near = zoom(page)
    page.wait_for_timeout(250)
    assert zoom(page) == near


def drag(tab, start, goal):
    """With the mouse, from the grip of a block of the text to the middle of something else."""
    tab.hover(start)
    box = tab.locator(".grip").bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 40, box["y"] + 40)
    to = tab.locator(goal).bounding_box()
    tab.mouse.move(to["x"] + 20, to["y"] + 10, steps=3)


def places_of(tab):
    return {region["id"]: region["place"] for region in view(tab)["regions"]}


def test_a_region_is_dragged_to_another_article(server, tab):
    page = tab(server, viewport={"width": 1280, "height": 2200})
    drag(page, "#text [data-region=rf]", "#text [data-article=a2] .paragraph >> nth=-1")
    assert page.locator("[data-article=a2].drop").count() == 1
    page.mouse.up()
    until_saved(page)
    assert places_of(page)["rf"] == {"kind": "article", "id": "a2", "part": "body"}
    assert page.locator(".ghost").is_hidden()


def test_a_paragraph_is_dragged_to_another_article_or_begins_one(server, tab):
    page = tab(server)
    before = view(page)["articles"]
    drag(page, "#text [data-line=l7]", "#scan [data-region=rb1]")
    page.mouse.up()
    until_saved(page)
    bodies = {article["id"]: [p["lines"][0] for p in article["body"]] for article in view(page)["articles"]}
    assert "l6" in bodies["a2"]
    assert "l6" not in bodies["a1"]
    drag(page, "#text [data-line=l11]", ".drop-places [data-place=article]")
    page.mouse.up()
    until_saved(page)
    assert [p["lines"][0] for p in view(page)["articles"][-1]["body"]] == ["l11"]
    page.keyboard.press("z")
    page.keyboard.press("z")
    until_saved(page)
    assert view(page)["articles"] == before


def test_what_is_carried_stays_where_escape_or_its_own_article_leaves_it(server, tab):
    page = tab(server)
    version = view(page)["version"]
    drag(page, "#text [data-line=l2]", "#text [data-region=rh0]")
    assert page.locator(".drop").count() == 0
    page.mouse.up()
    drag(page, "#text [data-line=l2]", ".drop-places [data-place=advert]")
    page.keyboard.press("Escape")
    page.mouse.up()
    until_saved(page)
    assert view(page)["version"] == version


def test_a_paragraph_moves_by_the_keyboard_too(server, tab):
    page = tab(server)
    go_to(page, "l7")
    page.keyboard.press(".")
    page.click(".menu >> text=Move the paragraph")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    until_saved(page)
    assert {"kind": "unplaced", "id": None} in places_of(page).values()


def test_a_finger_takes_a_paragraph_by_its_grip(server, tab):
    page = tab(server, has_touch=True, viewport={"width": 1024, "height": 768})
    page.tap("#text [data-line=l7]")
    grip = page.locator(".grip").bounding_box()
    touch = page.context.new_cdp_session(page)

    def send(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", (grip["x"] + 8, grip["y"] + 8))
    send("touchMove", (grip["x"] + 30, grip["y"] + 30))
    goal = page.locator(".drop-places [data-place=article]").bounding_box()
    send("touchMove", (goal["x"] + 12, goal["y"] + 8))
    send("touchEnd")
    until_saved(page)
    assert len(view(page)["articles"]) == 3
