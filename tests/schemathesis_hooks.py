"""What schemathesis sends as scans: small picture files of each kind that are pictures indeed."""

import io

import schemathesis
from hypothesis import strategies as st
from PIL import Image
from schemathesis.core.failures import Failure

_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/tiff": "TIFF", "image/webp": "WEBP"}


def picture(kind: str, shade: int, pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    first, *more = (Image.new("L", (24, 16), shade) for _ in range(pages))
    first.save(buffer, kind, **({"save_all": True, "append_images": more} if more else {}))
    return buffer.getvalue()


shades = st.integers(0, 255)
for media_type, kind in _KINDS.items():
    schemathesis.openapi.media_type(media_type, st.builds(picture, st.just(kind), shades))
schemathesis.openapi.media_type("image/jp2", st.builds(picture, st.just("JPEG2000"), shades))
schemathesis.openapi.media_type("application/pdf", st.builds(picture, st.just("PDF"), shades))
anything = st.builds(picture, st.sampled_from(["TIFF", "PDF"]), shades, st.integers(1, 4))
schemathesis.openapi.media_type("application/octet-stream", anything)


def _is_named_by_text(body: object) -> bool:
    """A form knows no types: a number for a name arrives as a good name."""
    return not isinstance(body, dict) or isinstance(body.get("name", ""), str)


@schemathesis.hook
def filter_body(context: schemathesis.HookContext, body: object) -> bool:
    """Whether a body is sent."""
    return _is_named_by_text(body)


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Failure,
    case: schemathesis.Case,
    response: schemathesis.Response,
) -> bool:
    """Whether a failure counts: what follows a link is put together after `filter_body` was asked."""
    return response.status_code >= 500 or _is_named_by_text(case.body)
