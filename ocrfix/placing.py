"""A page's places, from the upright working image to the scan that it was cut from."""

from dataclasses import replace

from ocrfix.geometry import Polygon
from ocrfix.image.frame import Frame
from ocrfix.model.page import Page, TextLine


def page_on_scan(page: Page, frame: Frame, width_px: int, height_px: int) -> Page:
    """The page with all that has a place in pixels of the scan, no polygon beyond the scan's edges.

    `page` is in pixels of the working image that `frame` describes, the scan is `width_px` × `height_px`.
    """

    def placed(polygon: Polygon) -> Polygon:
        points = frame.on_scan(polygon)
        return tuple((min(max(x, 0.0), width_px), min(max(y, 0.0), height_px)) for x, y in points)

    def moved(line: TextLine) -> TextLine:
        if not line.polygon:
            return line
        whole = replace(line, polygon=frame.on_scan(line.polygon))
        stretch = whole.length_px / (line.length_px or 1.0)
        glyphs = (replace(g, start=g.start * stretch, end=g.end * stretch) for g in line.glyphs)
        return replace(line, polygon=placed(line.polygon), glyphs=tuple(glyphs))

    regions = tuple(
        replace(
            region,
            polygon=region.polygon and placed(region.polygon),
            lines=tuple(map(moved, region.lines)),
        )
        for region in page.regions
    )
    return replace(
        page,
        regions=regions,
        separators=tuple(replace(rule, polygon=placed(rule.polygon)) for rule in page.separators),
        pictures=tuple(replace(picture, polygon=placed(picture.polygon)) for picture in page.pictures),
    )
