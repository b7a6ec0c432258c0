// Where things belong: labels, moves, paragraphs, articles. All of it is about one line and its region.

import { boxOf, moved } from "./geometry.js";
import { showMenu } from "./menu.js";
import { headlineOf } from "./text.js";
import { say, sayKind } from "./words.js";

const KINDS = [
  "body", "heading", "kicker", "subheading", "crosshead", "byline", "caption", "credit", "continuation",
  "nameplate", "ear", "folio", "running_head", "section", "imprint", "advert", "table", "unknown",
];
const PARTS = ["body", "headline", "kicker", "subheadline", "byline", "continuation"];

export class Structure {
  #session;
  #text;
  #overlay;
  #scan;
  #announce;

  constructor(session, text, overlay, scan, announce) {
    this.#session = session;
    this.#text = text;
    this.#overlay = overlay;
    this.#scan = scan;
    this.#announce = announce;
  }

  get #line() {
    return this.#session.view.lines[this.#text.line] ? this.#text.line : null;
  }

  get #region() {
    const line = this.#line;
    return this.#session.region(line ? this.#session.view.lines[line].region : this.#session.currentItem?.region);
  }

  /** The article of the line, with the number of its paragraph and of the line in it; null outside articles. */
  get #spot() {
    const line = this.#line;
    for (const [index, article] of this.#session.view.articles.entries()) {
      const paragraph = article.body.findIndex(({ lines }) => lines.includes(line));
      if (paragraph >= 0) return { article, index, paragraph, first: article.body[paragraph].lines[0] };
    }
    const region = this.#region;
    const index = this.#session.view.articles.findIndex((article) => region?.place.id === article.id);
    return index < 0 ? null : { article: this.#session.view.articles[index], index, paragraph: -1, first: null };
  }

  splitParagraph() {
    const spot = this.#spot;
    if (!spot?.first || spot.first === this.#line) return this.#announce(say("cannot.split_paragraph"));
    return this.#act({ kind: "split_paragraph", article: spot.article.id, line: this.#line });
  }

  joinParagraphs() {
    const spot = this.#spot;
    if (!spot || spot.paragraph < 1) return this.#announce(say("cannot.join_paragraphs"));
    return this.#act({ kind: "join_paragraphs", article: spot.article.id, line: spot.first });
  }

  splitArticle() {
    const spot = this.#spot;
    if (!spot || !this.#line) return this.#announce(say("cannot.split_article"));
    return this.#act({ kind: "split_article", article: spot.article.id, line: this.#line });
  }

  /** The article and the one before it become one. */
  mergeArticles() {
    const spot = this.#spot;
    if (!spot || spot.index < 1) return this.#announce(say("cannot.merge_articles"));
    const before = this.#session.view.articles[spot.index - 1];
    return this.#act({ kind: "merge_articles", first: before.id, second: spot.article.id });
  }

  label(at = this.#place()) {
    if (this.#region) this.#menu(at, say("label"), this.#labels());
  }

  move(at = this.#place()) {
    if (this.#region) this.#menu(at, say("move"), this.#targets());
  }

  /** Everything that can be done here; `more` are entries above it. */
  menu(at = this.#place(), more = []) {
    if (!this.#region) return;
    const entry = (name, key, disabled = false) => ({ words: say(name), key, disabled, act: () => this[name]() });
    const spot = this.#spot;
    this.#menu(at, sayKind("label", this.#region.kind), [
      ...more,
      null,
      { words: say("move"), key: "m", entries: this.#targets() },
      spot?.first ? { words: say("move_paragraph"), entries: this.#targets({ kind: "move_paragraph", article: spot.article.id, line: spot.first }) } : undefined,
      { words: say("label"), key: "l", entries: this.#labels() },
      null,
      entry("splitParagraph", "s", !spot?.first || spot.first === this.#line),
      entry("joinParagraphs", "b", !(spot?.paragraph > 0)),
      entry("splitArticle", "S", !spot),
      entry("mergeArticles", "B", !(spot?.index > 0)),
    ].filter((one) => one !== undefined));
  }

  #menu(at, title, entries) {
    this.#overlay.markRegions("over", [this.#region.id]);
    showMenu(at, title, entries, () => this.#overlay.markRegions("over", []));
  }

  #labels() {
    const region = this.#region;
    return KINDS.map((kind) => ({
      words: sayKind("label", kind),
      checked: region.kind === kind,
      act: () => this.#act({ kind: "label", region: region.id, label: kind }),
    }));
  }

  /** Where the region can go, or what else an action moves. */
  #targets(action = { kind: "move_region", region: this.#region.id }) {
    const { view } = this.#session;
    const region = this.#region;
    const to = (place) => () => this.#act({ ...action, to: { id: null, part: null, ...place } });
    const parts = (id) => PARTS.map((part) => ({ words: say(`part.${part}`), act: to({ kind: "article", id, part }) }));
    return [
      ...view.articles.map((article) => ({ words: headlineOf(article, view), entries: parts(article.id) })),
      { words: say("new_article"), entries: parts(null) },
      null,
      ...["caption", "advert", "furniture", "unplaced"].map((kind) => ({
        words: say(`place.${kind}`),
        checked: region.place.kind === kind,
        act: to({ kind }),
      })),
    ];
  }

  #act(action) {
    this.#session.act(action);
  }

  /** Where a menu opens that no pointer asked for: beside the line in the text, else on the scan. */
  #place() {
    const run = document.querySelector(`#text [data-line="${CSS.escape(this.#line ?? "")}"]`);
    if (run) {
      const box = run.getClientRects()[0] ?? run.getBoundingClientRect();
      return [box.left + 16, box.bottom + 4];
    }
    const polygon = this.#region?.polygon;
    if (!polygon?.length) return [innerWidth / 2, innerHeight / 3];
    const box = boxOf(polygon);
    return moved(this.#scan.matrix, [box.left, box.bottom]);
  }
}
