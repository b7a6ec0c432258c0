"""The structure tree of a PDF: what is an article, a heading, a paragraph, a figure."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Tags:
    """Makes elements, and gives marks in the page that was begun last to them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.root = self.element("Document", {}, self._tree)
        self._parents: list[list[Any]] = []
        self._page: Any = None

    def begin_page(self, page: Any) -> None:
        """From here on marks stand on this page."""
        page.StructParents = len(self._parents)
        self._page = page
        self._parents.append([])

    def element(self, kind: str, own: dict[str, str], parent: Any = None) -> Any:
        """A new element, the last child of `parent` (the document where none is given)."""
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), K=Array()))
        for name, text in own.items():
            element[f"/{name}"] = String(text)
        element.P = self.root if parent is None else parent
        if parent is self._tree:
            self._tree.K = element
        else:
            element.P.K.append(element)
        return element

    def figure(self, words: str, rectangle: Array, parent: Any) -> Any:
        """A picture: what its caption says stands for it, and its place on the page."""
        figure = self.element("Figure", {"Alt": words} if words else {}, parent)
        figure.Pg = self._page
        figure.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=rectangle)
        return figure

    def mark(self, element: Any) -> int:
        """The number of a new piece of the page's contents that belongs to the element."""
        number = len(self._parents[-1])
        self._parents[-1].append(element)
        element.Pg = self._page
        element.K.append(number)
        return number

    def finish(self) -> None:
        """Writes the tree, and which element each mark belongs to."""
        rows = [part for page, marks in enumerate(self._parents) for part in (page, self._marks(marks))]
        self._tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(rows)))
        self._tree.ParentTreeNextKey = len(self._parents)
        self._pdf.Root.StructTreeRoot = self._tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _marks(self, elements: list[Any]) -> Any:
        return self._pdf.make_indirect(Array(elements))
