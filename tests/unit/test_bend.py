"""Curved lines are straightened and every point keeps its place on the scan; flat pages are left alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from painter.bend import Curl
from painter.truth import Truth
from PIL import Image
from test_straighten import printed, turned

from ocrfix.image.bend import find_bend, unbent
from ocrfix.image.frame import Bend, Frame, frame_of

TRUTH: Truth = {"regions": []}


def curled(page: np.ndarray, depth_px: float) -> np.ndarray:
    return Curl(depth_px)(page, TRUTH, np.random.default_rng(1))[0]


def in_colour(grey: np.ndarray) -> np.ndarray:
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def straightened(grey: np.ndarray) -> tuple[np.ndarray, Frame]:
    height, width = grey.shape
    bend = find_bend(grey)
    assert bend is not None
    image, frame = unbent(in_colour(grey), frame_of(width, height, np.eye(3)), bend)
    return image[:, :, 0], frame


@pytest.mark.parametrize("depth_px", [25, 50, -40])
def test_lines_that_curl_at_the_binding_are_found_to_a_tenth_of_their_depth(depth_px):
    """The corners of lines, which the curl moved apart, stand level again."""
    page = curled(printed(), depth_px)
    height, width = page.shape
    _, frame = straightened(page)
    for y in (400, 1000, 1600):
        share = 0.7 + 0.3 * y / height
        places = [(x, y + depth_px * share * np.exp(-x / (0.25 * width))) for x in (150, 400, 800, 1400)]
        level = np.array(frame.on_page(places))[:, 1]
        assert np.ptp(level) < 0.1 * abs(depth_px) + 1


def test_a_straightened_page_has_no_bend_left():
    flat, _ = straightened(curled(printed(), 50))
    assert find_bend(flat) is None


@pytest.mark.parametrize("skew", [0.0, 0.3, -0.5])
@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("vertical", [False, True])
def test_a_flat_page_has_no_bend(skew, picture, vertical):
    page = printed(picture=picture)
    page = np.ascontiguousarray(np.rot90(page)) if vertical else page
    assert find_bend(turned(page, skew)) is None


@pytest.mark.parametrize("sample", ["modern_daily", "english_six_columns", "vertical_tiers"])
def test_no_sample_has_a_bend(sample):
    assert find_bend(np.asarray(Image.open(f"samples/{sample}.jpg").convert("L"))) is None


@pytest.mark.parametrize("shape", [(1, 1), (20, 5000), (299, 900), (900, 700)])
def test_what_has_no_lines_has_no_bend(shape):
    noise = np.random.default_rng(3).integers(0, 256, shape).astype(np.uint8)
    assert find_bend(noise) is None
    assert find_bend(np.full(shape, 250, dtype=np.uint8)) is None


def test_print_that_would_leave_the_image_is_kept():
    page = np.full((600, 900), 250, dtype=np.uint8)
    page[2:6, :450] = 0
    bend = Bend(((40.0, 0.0, -40.0), (40.0, 0.0, -40.0)))
    flat, frame = unbent(in_colour(page), frame_of(900, 600, np.eye(3)), bend)
    assert (flat[:, :, 0] < 128).sum() == pytest.approx((page < 128).sum(), rel=0.02)
    assert flat.shape[:2] == (frame.height_px, frame.width_px)


def test_every_dot_of_a_straightened_page_is_found_again_on_the_scan():
    bend = Bend(((30.0, 5.0, -12.0, 0.0), (22.0, 0.0, -8.0, 9.0), (14.0, -3.0, 0.0, 18.0)))
    to_scan = np.array([[0.0, 1.0, 40.0], [-1.0, 0.0, 700.0], [0.0, 0.0, 1.0]])
    for x, y in [(60, 40), (350, 300), (610, 150), (300, 380)]:
        page = np.full((400, 640, 3), 250, dtype=np.uint8)
        page[y - 2 : y + 3, x - 2 : x + 3] = 0
        flat, frame = unbent(page, frame_of(640, 400, to_scan), bend)
        dark = 250.0 - flat[:, :, 0].clip(max=250)
        rows, columns = np.indices(dark.shape)
        centre = ((columns * dark).sum() / dark.sum() + 0.5, (rows * dark).sum() / dark.sum() + 0.5)
        ((scan_x, scan_y),) = frame.on_scan([centre])
        assert np.hypot(scan_x - (y + 0.5) - 40, scan_y - 700 + (x + 0.5)) < 0.3


@st.composite
def frames(draw):
    """Frames with a bend and a homography such as pages have."""
    near = st.floats(-0.15, 0.15)
    nodes = st.lists(st.lists(st.floats(-60, 60), min_size=5, max_size=5), min_size=3, max_size=3)
    tilt = [[1 + draw(near), draw(near), draw(st.floats(-500, 500))]]
    tilt += [[draw(near), 1 + draw(near), draw(st.floats(-500, 500))]]
    tilt += [[draw(near) / 8000, draw(near) / 8000, 1]]
    bend = Bend(tuple(tuple(row) for row in draw(nodes)))
    return Frame(2000, 3000, frame_of(2000, 3000, np.array(tilt)).to_scan, bend)


@settings(max_examples=60, deadline=None)
@given(frames(), st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 3000)), min_size=1, max_size=8))
def test_there_and_back_again_is_where_one_was(frame, points):
    assert np.allclose(frame.on_page(frame.on_scan(points)), points, atol=0.1)
    assert np.allclose(frame.on_scan(frame.on_page(points)), points, atol=0.1)


def test_without_a_bend_a_frame_is_its_homography():
    frame = frame_of(100, 100, np.array([[0.0, 1.0, 5.0], [-1.0, 0.0, 100.0], [0.0, 0.0, 1.0]]))
    assert frame.on_scan([(10, 20)]) == ((25.0, 90.0),)
    assert frame.behind(np.array([[1.0, 0, 7], [0, 1, 0], [0, 0, 1]])).on_scan([(10, 20)]) == ((32.0, 90.0),)
