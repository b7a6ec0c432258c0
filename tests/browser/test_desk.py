"""The desk of a collection, in a real browser."""

from review_driving import LOW_CONTRAST, until, until_saved


def desk(tab, collection, **options):
    return tab(collection, wanted="[data-page]", **options)


def names(page):
    return page.evaluate("[...document.querySelectorAll('.card h3')].map((it) => it.textContent)")


def test_the_desk_shows_every_page_with_its_state(collection, tab):
    page = desk(tab, collection)
    assert len(names(page)) == 4
    assert page.inner_text("#progress-words") == "0 of 4 pages reviewed"
    assert page.locator(".card >> text=Failed").count() >= 1
    assert page.locator(".card a.cover").count() == 3
    until(page, "[...document.querySelectorAll('.thumbnail img')].some((it) => it.naturalWidth > 50)")


def test_pages_are_found_filtered_and_sorted(collection, tab):
    page = desk(tab, collection)
    page.select_option("[name=sort]", "doubts")
    until(page, "document.querySelector('.card h3').textContent.includes('second')")
    page.select_option("[name=state]", "failed")
    until(page, "document.querySelectorAll('.card').length === 1")
    assert "broken" in names(page)[0]
    page.select_option("[name=state]", "")
    until(page, "document.querySelectorAll('.card').length === 4")
    page.fill("[name=q]", "third")
    until(page, "document.querySelectorAll('.card').length === 1")
    assert "third" in names(page)[0]
    page.reload()
    page.wait_for_selector("[data-page]")
    assert len(names(page)) == 1


def test_from_the_desk_to_a_page_and_on_to_the_next(collection, tab):
    page = desk(tab, collection)
    page.click(".card >> text=first")
    page.wait_for_selector("#item [data-do=accept]")
    assert page.inner_text("#name").endswith("first")
    page.keyboard.press("Shift+G")
    until(page, "document.querySelector('[data-mark=good]').getAttribute('aria-pressed') === 'true'")
    page.keyboard.press("]")
    page.wait_for_url("**/pages/*")
    until(page, "document.querySelector('#name').textContent.endsWith('second')")
    page.click(".home")
    page.wait_for_selector("[data-page]")
    until(page, "document.querySelector('#progress-words').textContent === '1 of 4 pages reviewed'")


def test_the_desk_has_the_contrast_of_wcag_aa_and_fits_at_200_percent(collection, tab):
    for scheme in ("light", "dark"):
        page = desk(tab, collection, color_scheme=scheme, viewport={"width": 640, "height": 400})
        assert page.evaluate(LOW_CONTRAST) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_what_a_page_teaches_is_told_where_the_editor_is_by_then(collection, tab):
    page = desk(tab, collection)
    page.click(".card >> text=first")
    page.wait_for_selector("#item [data-do=reject]")
    page.keyboard.press("x")
    page.keyboard.press("Shift+G")
    until(page, "document.querySelector('[data-mark=good]').getAttribute('aria-pressed') === 'true'")
    page.keyboard.press("]")
    page.wait_for_selector("#news:not([hidden])")
    assert "Learned: " in page.inner_text("#news")
    assert "never" in page.inner_text("#news")
    page.click("#news [data-do=close]")
    assert page.locator("#news").is_hidden()
    page.click("#lessons-new button")
    until(page, "document.querySelector('#lessons-new').hidden")
    until_saved(page)
    page.keyboard.press("z")
    page.wait_for_selector("#lessons-new:not([hidden])")
    page.reload()
    page.wait_for_selector("#item [data-do=reject]")
    page.click(".home")
    page.wait_for_selector("#lesson-list .taken")
    assert page.locator("#news").is_hidden()


def test_what_was_rejected_is_learned_on_the_desk_and_taken_back_there(collection, tab):
    page = desk(tab, collection)
    page.click(".card >> text=first")
    page.wait_for_selector("#item [data-do=reject]")
    page.keyboard.press("x")
    until(page, "document.querySelector('#progress-words').textContent.startsWith('1 ')")
    page.click(".home")
    page.wait_for_selector("[data-page]")
    page.click("#learn")
    page.wait_for_selector("#lesson-list .taken input:checked")
    page.click("#lesson-list input")
    page.wait_for_selector("#lesson-list .taken-back input:not(:checked)")
