// One doubt or edit: its print at reading size, the reading, the proposal, the alternatives, the reasons.

import { cropAddress } from "./api.js";
import { icon, make, points, slice } from "./dom.js";
import { isVertical, lengthOf, thickness } from "./geometry.js";
import { say, sayKind } from "./words.js";

const CHARACTER_PX = 40; // how large a character of the print is shown
const AROUND_CHARS = { flat: 6, tall: 2 }; // how much print is shown around the item
const AROUND_EM = 1.5; // what the server adds at each end of a crop, and beyond the ends of a line,
const BESIDE_EM = 0.2; // in the thickness of the line: `ocrfix/review/tiles.py`
const FETCH_AFTER_MS = 60; // the answer to an action comes first
const MOST_ALTERNATIVES = 9;
const AROUND = 12;

export class ItemPanel {
  #panel;
  #session;
  #hands;
  #shown = "";
  #fetching = 0;

  /** `hands` are what the buttons do: {accept, reject, choose(text), edit, same}. */
  constructor(panel, session, hands) {
    this.#panel = panel;
    this.#session = session;
    this.#hands = hands;
  }

  /** Show the session's current item. A line that is being edited stays. */
  render() {
    if (this.#panel.querySelector(".editor")) return;
    const item = this.#session.currentItem;
    const state = item && this.#session.stateOf(item);
    const line = item?.line ? this.#session.view.lines[item.line] : null;
    const signature = JSON.stringify([item, state, line?.text, this.#session.progress, this.#session.filter]);
    if (signature === this.#shown) return;
    this.#shown = signature;
    this.#panel.classList.toggle("tall", Boolean(line && isVertical(line.writing_mode)));
    this.#panel.dataset.item = item?.id ?? "";
    this.#panel.dataset.state = state ?? "";
    this.#panel.replaceChildren(...(item ? this.#parts(item, state, line) : [this.#nothing()]));
    this.#fetchNext();
  }

  /** Show anew even what looks the same. */
  refresh() {
    this.#shown = "";
    this.render();
  }

  #nothing() {
    const words = this.#session.view.items.length ? say("filter_empty") : say("no_items");
    return make("p", { class: "nothing" }, words);
  }

  #parts(item, state, line) {
    const [done, all, number] = this.#session.progress;
    const head = make("header", {},
      make("h2", {}, sayKind("kind", item.kind)),
      make("span", { class: `state ${state}` }, say(`state.${state}`)),
      make("span", { class: "number" }, number ? say("number_of", { number, all }) : ""));
    const parts = [head];
    if (line && this.#session.view.has_scan) parts.push(cropOfItem(this.#session, item, line));
    parts.push(make("div", { class: "body" },
      this.#change(item, line),
      this.#alternatives(item),
      this.#reasons(item)));
    parts.push(this.#buttons(item, state));
    if (done === all && all) parts.push(make("p", { class: "finished" }, say("all_done")));
    return parts;
  }

  #change(item, line) {
    const mode = line && isVertical(line.writing_mode) ? "vertical-text" : "";
    const box = make("div", { class: `change ${mode}`, lang: this.#session.view.language });
    if (isChange(item)) {
      box.append(make("div", { class: "pair" },
        word("reading", say("reading"), visible(item.reading)),
        make("span", { class: "arrow", "aria-hidden": "true" }, "→"),
        word("proposal", say("proposal"), visible(item.proposal))));
    }
    if (line) box.append(context(item, line));
    return box;
  }

  #alternatives(item) {
    const all = (item.alternatives ?? []).slice(0, MOST_ALTERNATIVES);
    if (!all.length) return null;
    const list = make("ol", { class: "alternatives", "aria-label": say("alternatives") });
    all.forEach(({ text, likelihood }, index) => {
      const share = likelihood === null || likelihood === undefined ? null : percent(likelihood);
      list.append(make("li", {}, make("button", { type: "button", onclick: () => this.#hands.choose(text), "data-alternative": index + 1 },
        make("kbd", { "aria-hidden": "true" }, String(index + 1)),
        make("span", { class: "words", lang: this.#session.view.language }, visible(text)),
        share ? make("span", { class: "likelihood" }, share) : null)));
    });
    return list;
  }

  #reasons(item) {
    const list = make("dl", { class: "reasons" });
    for (const [name, words] of [["print", item.visual], ["language", item.language], ["why", item.why]]) {
      if (words) list.append(make("div", {}, make("dt", {}, say(`reason.${name}`)), make("dd", {}, words)));
    }
    if (item.confidence !== null && item.confidence !== undefined) {
      list.append(make("div", {}, make("dt", {}, say("confidence")), make("dd", {}, percent(item.confidence))));
    }
    return list;
  }

  #buttons(item, state) {
    const button = (name, key, act, extra = {}) =>
      make("button", { type: "button", class: name, "data-do": name, onclick: act, ...extra }, icon(name), say(name), make("kbd", { "aria-hidden": "true" }, key));
    return make("div", { class: "hand" },
      button("accept", "⏎", this.#hands.accept, { "aria-pressed": String(state === "accepted"), "aria-keyshortcuts": "Enter" }),
      button("reject", "x", this.#hands.reject, { "aria-pressed": String(state === "rejected"), "aria-keyshortcuts": "x" }),
      item.line ? button("edit", "e", this.#hands.edit, { "aria-keyshortcuts": "e" }) : null,
      isChange(item) ? button("same", "a", this.#hands.same, { "aria-keyshortcuts": "a" }) : null);
  }

  /** The crop of the item that comes next is fetched before it is asked for. */
  #fetchNext() {
    const items = this.#session.items;
    const next = items[items.findIndex((item) => item.id === this.#session.current) + 1];
    if (!next?.line || !this.#session.view.has_scan) return;
    const [start, end] = around(next, this.#session.view.lines[next.line]);
    clearTimeout(this.#fetching);
    this.#fetching = setTimeout(() => {
      new Image().src = cropAddress(this.#session.page, next.line, start, end);
    }, FETCH_AFTER_MS);
  }
}

/** Whether an item proposes one text for another. */
export const isChange = (item) => item.reading !== null && item.proposal !== null;

/** The code points of a line that are shown around an item. */
function around({ start, end }, line) {
  const count = AROUND_CHARS[isVertical(line.writing_mode) ? "tall" : "flat"];
  return [Math.max(0, start - count), Math.min(points(line.text).length, end + count)];
}

/** The print of an item, with what stands around it, so large that its characters can be read. */
export function cropOfItem(session, item, line) {
  const [first, last] = around(item, line);
  const mark = make("span", { class: "spot" });
  const figure = crop(session, item.line, line, first, last, slice(line.text, item.start, item.end) || line.text);
  const share = spotIn(line, item, first, last);
  if (!share || (item.start === 0 && item.end === points(line.text).length)) return figure;
  const [from, to] = share.map((value) => `${(100 * value).toFixed(2)}%`);
  Object.assign(mark.style, isVertical(line.writing_mode) ? { top: from, bottom: to } : { left: from, right: to });
  figure.firstChild.append(mark);
  return figure;
}

/** The print of a whole line. */
export const cropOfLine = (session, id, line) => crop(session, id, line, 0, points(line.text).length, line.text);

function crop(session, id, line, start, end, words) {
  const picture = make("img", { alt: say("crop_of", { text: words }), decoding: "async" });
  const figure = make("figure", { class: "crop", "data-missing": say("no_crop") }, make("div", { class: "print" }, picture));
  picture.addEventListener("load", () => {
    const across = isVertical(line.writing_mode) ? picture.naturalWidth : picture.naturalHeight;
    picture.style.width = `${Math.round((picture.naturalWidth * CHARACTER_PX * (1 + 2 * BESIDE_EM)) / across)}px`;
  });
  picture.addEventListener("error", () => figure.classList.add("missing"));
  picture.src = cropAddress(session.page, id, start, end);
  return figure;
}

/** Which shares of the crop from code point `first` to `last` lie before and after the item; null if unknown. */
function spotIn(line, { start, end }, first, last) {
  const { stops } = line;
  if (!stops.length || line.polygon?.length !== 4) return null;
  const em = thickness(line);
  const begin = Math.max(-BESIDE_EM * em, stops[2 * first] - AROUND_EM * em);
  const finish = Math.min(lengthOf(line) + 0.2 * em, stops[2 * last - 1] + AROUND_EM * em);
  const [from, to] = end > start ? [stops[2 * start], stops[2 * end - 1]] : [stops[2 * start] ?? stops.at(-1), stops[2 * start] ?? stops.at(-1)];
  return [(from - begin - 0.06 * em) / (finish - begin), (finish - to - 0.06 * em) / (finish - begin)];
}

/** A text of which even blanks and soft hyphens can be seen. */
export const visible = (text) => (text ? text.replaceAll(" ", "␣").replaceAll("\u3000", "□").replaceAll("\u00ad", "‐") : say("nothing"));

function word(name, label, text) {
  return make("span", { class: `word ${name}` }, make("small", {}, label), make("b", {}, text));
}

/** The item's place in its line, with what stands around it. */
function context(item, line) {
  const chars = points(line.text);
  const [from, to] = [Math.max(0, item.start - AROUND), Math.min(chars.length, item.end + AROUND)];
  return make("p", { class: "context" },
    (from ? "…" : "") + chars.slice(from, item.start).join(""),
    make("mark", { class: "open" }, chars.slice(item.start, item.end).join("") || "‸"),
    chars.slice(item.end, to).join("") + (to < chars.length ? "…" : ""));
}

const percent = (share) => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 1 : 0)} %`;
