// The articles as clean text, every run of which knows its line on the scan.

import { make, points } from "./dom.js";
import { isVertical } from "./geometry.js";
import { say, sayKind } from "./words.js";

const MARGIN_PX = 48;
const PARTS = ["kicker", "headline", "subheadline", "byline"];

/** Events: `selected` {pieces}, `hovered` {pieces}, `line` {line}: the line that the next action is about. */
export class Text extends EventTarget {
  #pane;
  #session;
  #blocks = new Map();
  #itemsOf = new Map();
  #line = null;

  constructor(pane, session) {
    super();
    this.#pane = pane;
    this.#session = session;
    document.addEventListener("selectionchange", () => this.#selected());
    pane.addEventListener("click", (event) => this.#clicked(event));
    pane.addEventListener("pointerover", (event) => this.#hovered(event));
    pane.addEventListener("pointerleave", () => this.#emit("hovered", { pieces: [] }));
  }

  /** The line that was last pointed at, else that of the current item. */
  get line() {
    if (this.#line && this.#session.view.lines[this.#line]) return this.#line;
    return this.#session.currentItem?.line ?? null;
  }

  get isVertical() {
    return this.#pane.classList.contains("vertical");
  }

  /** Write anew what changed since the last time; states and the current item are marked afterwards. */
  render() {
    const view = this.#session.view;
    this.#pane.lang = view.language;
    this.#pane.classList.toggle("vertical", mostlyVertical(view));
    this.#itemsOf = Map.groupBy(view.items.filter((item) => item.line), (item) => item.line);
    const regions = new Map(view.regions.map((region) => [region.id, region]));
    const wanted = [
      ...view.articles.map((article) => ({ key: article.id, source: article, write: () => this.#article(article, regions) })),
      ...this.#rest(view, regions),
    ];
    const blocks = new Map();
    for (const { key, source, write } of wanted) {
      const signature = this.#signature(source, regions);
      const old = this.#blocks.get(key);
      const block = old?.signature === signature ? old : { signature, node: write() };
      if (old && block !== old) old.node.replaceWith(block.node);
      blocks.set(key, block);
    }
    this.#blocks = blocks;
    this.#arrange([...blocks.values()].map(({ node }) => node));
  }

  /** Show each item's state where it stands. */
  markStates() {
    const states = new Map(this.#session.view.items.map((item) => [item.id, this.#session.stateOf(item)]));
    for (const mark of this.#pane.querySelectorAll("[data-items]")) {
      const own = mark.dataset.items.split(" ").map((id) => states.get(id));
      const state = own.includes("open") ? "open" : own[0];
      if (mark.dataset.state !== state) mark.dataset.state = state;
    }
  }

  #arrange(nodes) {
    nodes.forEach((node, index) => {
      if (this.#pane.children[index] !== node) this.#pane.insertBefore(node, this.#pane.children[index] ?? null);
    });
    while (this.#pane.children.length > nodes.length) this.#pane.lastChild.remove();
  }

  /** All that a block is written from, as one text. */
  #signature(source, regions) {
    const view = this.#session.view;
    const lines = new Set((source.body ?? []).flatMap((paragraph) => paragraph.lines));
    for (const id of regionsOf(source)) for (const line of regions.get(id)?.lines ?? []) lines.add(line);
    const items = [...lines].flatMap((line) => this.#itemsOf.get(line) ?? []);
    const spans = items.map((item) => [item.id, item.start, item.end]);
    const texts = regionsOf(source).map((id) => [regions.get(id)?.kind, regions.get(id)?.lines.map((line) => view.lines[line].text)]);
    return JSON.stringify([source, texts, spans]);
  }

  #article(article, regions) {
    const parts = PARTS.flatMap((part) => (article[part] ?? []).map((id) => this.#region(regions.get(id), part)));
    if (!article.headline?.length) {
      const title = article.reconstructed ? words(article.reconstructed) : say("no_headline");
      parts.unshift(make("h2", { class: "headline missing" }, title));
    }
    const body = article.body.map((paragraph) => this.#paragraph(paragraph));
    const tail = (article.continuation ?? []).map((id) => this.#region(regions.get(id), "continuation"));
    const doubts = (article.doubts ?? []).map((doubt) => make("li", {}, doubt));
    const note = doubts.length ? make("ul", { class: "structure-doubts", "aria-label": say("structure_doubts") }, ...doubts) : null;
    return make("article", { "data-article": article.id, "aria-label": headlineOf(article, this.#session.view) }, ...parts, note, ...body, ...tail);
  }

  #paragraph({ kind, runs }) {
    const nodes = runs.flatMap((run) => [run.join, this.#run(run.line, run.start, run.end)]);
    return make(kind === "crosshead" ? "h3" : "p", { class: kind }, ...nodes);
  }

  /** A region whose lines stand one under the other. */
  #region(region, part) {
    if (!region) return null;
    const lines = region.lines.map((id) => make("span", { class: "row" }, this.#run(id, 0, Infinity)));
    return make(part === "headline" ? "h2" : "p", { class: part, "data-region": region.id }, ...lines);
  }

  #rest(view, regions) {
    const groups = [
      ["captions", view.captions, (caption) => [...(caption.text ?? []), ...(caption.credit ?? [])]],
      ["adverts", view.adverts, (advert) => advert.regions],
      ["furniture", view.furniture, (piece) => [piece.region]],
      ["unplaced", view.unplaced, (piece) => [piece.region]],
    ];
    return groups.filter(([, things]) => things?.length).map(([name, things, idsOf]) => ({
      key: name,
      source: { things, regions: things.flatMap(idsOf) },
      write: () => make("section", { class: `rest ${name}`, "aria-label": say(name) },
        make("h2", { class: "rest-title" }, say(name)),
        ...things.flatMap((thing) => idsOf(thing).map((id) => this.#piece(thing, regions.get(id))))),
    }));
  }

  #piece(thing, region) {
    if (!region) return null;
    const label = make("span", { class: "label" }, sayKind("label", region.kind));
    const why = thing.why ? make("span", { class: "why" }, thing.why) : null;
    return make("div", { class: "piece" }, label, this.#region(region, "plain"), why);
  }

  /** A piece of a line, cut where items begin and end. */
  #run(id, start, end) {
    const line = this.#session.view.lines[id];
    const chars = points(line.text);
    end = Math.min(end, chars.length);
    const items = (this.#itemsOf.get(id) ?? []).filter((item) => item.start <= end && item.end >= start);
    const cuts = new Set([start, end]);
    for (const item of items) cuts.add(clamp(item.start, start, end)).add(clamp(item.end, start, end));
    const run = make("span", { class: "run", "data-line": id, "data-start": start });
    const edges = [...cuts].sort((a, b) => a - b);
    edges.forEach((from, index) => {
      const empty = items.filter((item) => item.start === from && item.end === from);
      if (empty.length) run.append(this.#mark(empty, ""));
      const to = edges[index + 1];
      if (to === undefined) return;
      const covering = items.filter((item) => item.start <= from && item.end >= to && item.end > item.start);
      const text = chars.slice(from, to).join("");
      run.append(covering.length ? this.#mark(covering, text) : text);
    });
    return run;
  }

  #mark(items, text) {
    return make("mark", { class: text ? null : "gap", "data-items": items.map(({ id }) => id).join(" ") }, text);
  }

  /** Mark the current item, and bring it into sight. */
  markCurrent(reveal = false) {
    for (const node of this.#pane.querySelectorAll(".now")) node.classList.remove("now");
    const item = this.#session.currentItem;
    if (!item) return;
    const marks = [...this.#pane.querySelectorAll(`[data-items~="${CSS.escape(item.id)}"]`)];
    if (!marks.length && item.region) marks.push(...this.#pane.querySelectorAll(`[data-region="${CSS.escape(item.region)}"]`));
    for (const mark of marks) mark.classList.add("now");
    if (reveal && marks[0]) bringIntoSight(this.#pane, marks[0]);
  }

  /** Select a piece of a line, as if it had been selected by hand, and bring it into sight. */
  select(id, start, end) {
    this.setLine(id);
    for (const run of this.#pane.querySelectorAll(`[data-line="${CSS.escape(id)}"]`)) {
      const from = Number(run.dataset.start);
      const count = points(run.textContent).length;
      if (start > from + count || end < from) continue;
      const range = document.createRange();
      range.setStart(...spot(run, start - from));
      range.setEnd(...spot(run, end - from));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      bringIntoSight(this.#pane, run);
      return;
    }
  }

  setLine(id) {
    this.#line = id;
    for (const node of this.#pane.querySelectorAll(".line-now")) node.classList.remove("line-now");
    if (id) for (const run of this.#pane.querySelectorAll(`[data-line="${CSS.escape(id)}"]`)) run.classList.add("line-now");
    this.#emit("line", { line: id });
  }

  /** To the next (1) or previous (-1) line of the text. */
  stepLine(step) {
    const runs = [...this.#pane.querySelectorAll("[data-line]")];
    const at = runs.findIndex((run) => run.dataset.line === this.line);
    const next = runs[Math.min(runs.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.setLine(next.dataset.line);
    bringIntoSight(this.#pane, next);
  }

  #selected() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.#pane.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const pieces = range.collapsed ? [] : [...this.#pane.querySelectorAll(".run")].filter((run) => range.intersectsNode(run)).map((run) => pieceOf(run, range));
    this.#emit("selected", { pieces: pieces.filter(([, start, end]) => end > start) });
  }

  #clicked(event) {
    const run = event.target.closest("[data-line]");
    if (run) this.setLine(run.dataset.line);
    const ids = event.target.closest("[data-items]")?.dataset.items.split(" ");
    if (ids && getSelection().isCollapsed) this.#session.choose(ids.includes(this.#session.current) ? ids[(ids.indexOf(this.#session.current) + 1) % ids.length] : ids[0]);
  }

  #hovered(event) {
    const run = event.target.closest("[data-line]");
    this.#emit("hovered", { pieces: run ? [[run.dataset.line, 0, Infinity]] : [] });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** The words of a headline that was put together again. */
const words = (reconstructed) => reconstructed.evidence ?? (reconstructed.pieces ?? []).join("");

export function mostlyVertical(view) {
  const lines = Object.values(view.lines);
  return lines.filter((line) => isVertical(line.writing_mode)).length * 2 > lines.length;
}

/** What an article is called: its headline, else its first words. */
export function headlineOf(article, view) {
  const regions = new Map(view.regions.map((region) => [region.id, region]));
  const lines = (article.headline ?? []).flatMap((id) => regions.get(id)?.lines ?? []);
  const head = lines.map((id) => view.lines[id].text.trim()).join(" ");
  if (head) return head;
  const first = points((article.body ?? []).flatMap(({ runs }) => runs.map(({ text }) => text)).join(""));
  return first.length > 24 ? `${first.slice(0, 24).join("")}…` : first.join("") || say("no_headline");
}

function regionsOf(source) {
  const parts = [...PARTS, "continuation"].flatMap((part) => source[part] ?? []);
  return [...parts, ...(source.regions ?? [])];
}

/** Scroll the pane, and nothing around it, until a node is in sight. */
function bringIntoSight(pane, node) {
  const [own, around] = [node.getBoundingClientRect(), pane.getBoundingClientRect()];
  const away = (low, high, least, most) => (low < least ? low - least : Math.max(0, Math.min(high - most, low - least)));
  pane.scrollBy(
    away(own.left, own.right, around.left + MARGIN_PX, around.right - MARGIN_PX),
    away(own.top, own.bottom, around.top + MARGIN_PX, around.bottom - MARGIN_PX),
  );
}

/** A run's piece inside a range, as [line, start, end] in code points of the line. */
function pieceOf(run, range) {
  const inside = document.createRange();
  inside.selectNodeContents(run);
  const before = inside.cloneRange();
  if (run.contains(range.startContainer)) inside.setStart(range.startContainer, range.startOffset);
  if (run.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
  before.setEnd(inside.startContainer, inside.startOffset);
  const start = Number(run.dataset.start) + points(before.toString()).length;
  return [run.dataset.line, start, start + points(inside.toString()).length];
}

/** The text node and offset of a run's code point. */
function spot(run, index) {
  const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let last = [run, 0];
  while (node) {
    const chars = points(node.data);
    if (index <= chars.length) return [node, chars.slice(0, Math.max(0, index)).join("").length];
    index -= chars.length;
    last = [node, node.data.length];
    node = walker.nextNode();
  }
  return last;
}
