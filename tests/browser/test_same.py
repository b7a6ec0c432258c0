"""The same change everywhere, in a real browser."""

from review_driving import LOW_CONTRAST, states, until, view
from review_pages import page_of, write_page

GRID = "/same?before=架&after=菜"


def grid(tab, address, query=""):
    tab.goto(f"{address}{GRID}{query}")
    tab.wait_for_selector("[data-place]")


def card_states(tab):
    return tab.evaluate("[...document.querySelectorAll('[data-place]')].map((it) => it.dataset.state)")


def test_from_a_doubt_to_all_its_like_and_all_at_once(server, tab):
    page = tab(server)
    page.keyboard.press("a")
    page.wait_for_selector("[data-place]")
    assert page.locator("[data-place]").count() == 5
    assert page.inner_text("#count") == "5 places, 5 open"
    until(page, "[...document.querySelectorAll('.print img')].every((it) => it.naturalWidth > 20)")
    page.click("[data-do=accept_all]")
    until(page, "document.querySelector('#count').textContent === '5 places, 0 open'")
    assert states(page)[:6] == ["accepted"] * 5 + ["open"]


def test_each_alone_with_the_keyboard(server, tab):
    page = tab(server)
    grid(page, server.address, "&page=1")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.dataset.place === '1'")
    page.keyboard.press("x")
    until(page, "document.activeElement.dataset.place === '2'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+X")
    until(page, "document.querySelector('#count').textContent === '5 places, 0 open'")
    assert card_states(page) == ["accepted", "rejected", "rejected", "rejected", "rejected"]


def test_each_alone_with_the_mouse(server, tab):
    page = tab(server)
    grid(page, server.address)
    page.click("[data-place='3'] [data-do=reject]")
    until(page, "document.querySelector('#count').textContent === '5 places, 4 open'")
    page.click("[data-place='3'] [data-do=accept]")
    until(page, "document.querySelector('[data-place=\"3\"]').dataset.state === 'accepted'")
    assert states(page)[3] == "accepted"


def test_over_all_pages_of_a_collection(collection, tab):
    page = tab(collection, wanted="[data-page]")
    grid(page, collection.address)
    assert page.locator("[data-place]").count() == 15
    page.keyboard.press("Shift+A")
    until(page, "document.querySelector('#count').textContent === '15 places, 0 open'")
    page.reload()
    page.wait_for_selector("[data-place]")
    assert set(card_states(page)) == {"accepted"}


def test_the_frequent_changes_lead_to_their_places(collection, tab):
    page = tab(collection, wanted="[data-page]")
    page.click("text=Same change everywhere")
    page.click("#groups a >> text=架")
    page.wait_for_selector("[data-place]")
    assert page.inner_text("#title").replace("\n", "") == "架→菜"


def test_the_grid_has_the_contrast_of_wcag_aa(server, tab):
    for scheme in ("light", "dark"):
        page = tab(server, color_scheme=scheme)
        grid(page, server.address, "&page=1")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#count').textContent.endsWith(' open')")
        assert page.evaluate(LOW_CONTRAST) == []


def test_places_where_nothing_is_proposed_can_be_changed_too(serve, tab, tmp_path):
    pages = page_of(doubts=0)
    server = serve(write_page(tmp_path, pages))
    page = tab(server)
    page.goto(f"{server.address}/same?before=河水&after=江水")
    until(page, "document.querySelector('#hint').textContent === 'There is no such place.'")
    page.click("#everywhere")
    page.wait_for_selector("[data-place]")
    assert page.locator("[data-place]").count() == 35
    page.click("[data-place='0'] [data-do=accept]")
    until(page, "document.querySelector('#count').textContent === '35 places, 34 open'")
    assert view(page)["lines"]["l6"]["text"] == "江水漫过石桥直到村口"
