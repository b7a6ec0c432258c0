// Regions and paragraphs carried to another article, with the mouse, a pen or a finger, by a grip beside them.

import { byId, icon, make, slice } from "./dom.js";
import { say } from "./words.js";

const BLOCKS = "[data-region], article > .paragraph, article > .crosshead";
const EDGE_PX = 48; // so near an edge of the text it scrolls
const SCROLL_PX = 9;
const PART_OF_KIND = { heading: "headline", kicker: "kicker", subheading: "subheadline", byline: "byline", continuation: "continuation" };
const PLACE_OF_REST = { captions: "caption", adverts: "advert", furniture: "furniture", unplaced: "unplaced" };

export class Drag {
  #pane;
  #session;
  #overlay;
  #scan;
  #grip = make("div", { class: "grip", "aria-hidden": "true", hidden: true, title: say("drag") }, icon("grip"));
  #places = make("div", { class: "drop-places", hidden: true });
  #ghost = make("div", { class: "ghost", hidden: true });
  #block = null;
  #carried = null;
  #target = null;
  #at = [0, 0];

  constructor(pane, session, overlay, scan) {
    this.#pane = pane;
    this.#session = session;
    this.#overlay = overlay;
    this.#scan = scan;
    pane.after(this.#places);
    document.body.append(this.#grip, this.#ghost);
    pane.addEventListener("pointerover", (event) => this.#offer(event.target.closest(BLOCKS)));
    pane.addEventListener("click", (event) => this.#offer(event.target.closest(BLOCKS)));
    pane.addEventListener("scroll", () => this.#offer(this.#block));
    this.#grip.addEventListener("pointerdown", (event) => this.#take(event));
    this.#grip.addEventListener("pointermove", (event) => this.#carry(event));
    this.#grip.addEventListener("pointerup", () => this.#drop());
    this.#grip.addEventListener("pointercancel", () => this.#stop());
    document.addEventListener("keydown", (event) => this.#key(event), true);
  }

  /** The grip stands beside a block, as long as that is in sight: before its first line. */
  #offer(block) {
    if (this.#carried) return;
    this.#block = block;
    const [box, pane] = [block?.getBoundingClientRect(), this.#pane.getBoundingClientRect()];
    this.#grip.hidden = !block?.isConnected || box.bottom < pane.top || box.top > pane.bottom || box.right < pane.left || box.left > pane.right;
    if (this.#grip.hidden) return;
    const isTall = this.#pane.classList.contains("vertical");
    const [left, top] = isTall ? [box.right - this.#grip.offsetWidth, pane.top] : [pane.left, Math.max(pane.top, box.top)];
    Object.assign(this.#grip.style, { left: `${left}px`, top: `${top}px` });
  }

  #take(event) {
    if (event.button !== 0 || !this.#block?.isConnected) return;
    event.preventDefault();
    this.#carried = this.#whatIs(this.#block);
    if (!this.#carried) return;
    this.#grip.setPointerCapture(event.pointerId);
    this.#block.classList.add("carried");
    this.#ghost.textContent = slice(this.#block.textContent, 0, 20);
    this.#places.replaceChildren(...this.#otherPlaces());
    for (const part of [this.#ghost, this.#places]) part.hidden = false;
    this.#carry(event);
    this.#scroll();
  }

  /** The action that moves a block, but for where to; `article` is where it stands now. */
  #whatIs(block) {
    const region = this.#session.region(block.dataset.region);
    const part = region?.place.part ?? PART_OF_KIND[region?.kind] ?? "body";
    if (region) return { action: { kind: "move_region", region: region.id }, article: region.place.id, place: region.place.kind, part, regions: [region.id] };
    const line = block.querySelector("[data-line]")?.dataset.line;
    const article = block.closest("[data-article]")?.dataset.article;
    if (!line || !article) return null;
    return { action: { kind: "move_paragraph", article, line }, article, place: "article", part: "body", regions: [this.#session.view.lines[line].region] };
  }

  #otherPlaces() {
    const place = (kind, words) => make("span", { "data-place": kind }, words);
    const kinds = Object.values(PLACE_OF_REST).filter((kind) => kind !== this.#carried.place);
    return [place("article", say("new_article")), ...kinds.map((kind) => place(kind, say(`place.${kind}`)))];
  }

  #carry(event) {
    if (!this.#carried) return;
    this.#at = [event.clientX, event.clientY];
    Object.assign(this.#ghost.style, { left: `${event.clientX + 14}px`, top: `${event.clientY + 10}px` });
    this.#aim();
  }

  /** Find what is under the pointer, and show it. */
  #aim() {
    const under = document.elementsFromPoint(...this.#at).find((one) => one !== this.#grip);
    const node = under?.closest("[data-place], [data-article], .rest") ?? null;
    const to = node ? this.#placeOf(node) : this.#placeOnScan(under);
    const isElsewhere = to && (to.kind !== this.#carried.place || (to.kind === "article" && to.id !== this.#carried.article));
    for (const old of document.querySelectorAll(".drop")) if (old !== node || !isElsewhere) old.classList.remove("drop");
    this.#target = isElsewhere ? to : null;
    if (isElsewhere) node?.classList.add("drop");
    this.#overlay.markRegions("over", isElsewhere && to.id ? this.#regionsOf(to.id) : this.#carried.regions);
  }

  #placeOf(node) {
    if (node.dataset.place) return this.#place(node.dataset.place);
    if (node.dataset.article) return this.#place("article", node.dataset.article);
    const name = Object.keys(PLACE_OF_REST).find((one) => node.classList.contains(one));
    return name ? this.#place(PLACE_OF_REST[name]) : null;
  }

  #placeOnScan(under) {
    if (!under?.closest("#scan")) return null;
    const box = byId("scan").getBoundingClientRect();
    const { region } = this.#overlay.under(this.#scan.pointUnder([this.#at[0] - box.left, this.#at[1] - box.top]));
    const place = this.#session.region(region)?.place;
    return place?.kind === "article" ? this.#place("article", place.id) : null;
  }

  #place(kind, id = null) {
    return { kind, id, part: kind === "article" ? this.#carried.part : null };
  }

  #regionsOf(article) {
    return this.#session.view.regions.filter(({ place }) => place.id === article).map(({ id }) => id);
  }

  /** While something is carried to an edge of the text, the text moves on. */
  #scroll() {
    if (!this.#carried) return;
    const box = this.#pane.getBoundingClientRect();
    const [x, y] = this.#at;
    const step = (at, least, most) => (at < least + EDGE_PX ? -SCROLL_PX : at > most - EDGE_PX ? SCROLL_PX : 0);
    const isOver = x > box.left && x < box.right && y > box.top && y < box.bottom;
    if (isOver && this.#pane.classList.contains("vertical")) this.#pane.scrollBy(step(x, box.left, box.right), 0);
    else if (isOver) this.#pane.scrollBy(0, step(y, box.top, box.bottom));
    this.#aim();
    requestAnimationFrame(() => this.#scroll());
  }

  #drop() {
    const [carried, to] = [this.#carried, this.#target];
    this.#stop();
    if (carried && to) this.#session.act({ ...carried.action, to });
  }

  #stop() {
    if (!this.#carried) return;
    this.#carried = this.#target = null;
    this.#block.classList.remove("carried");
    for (const node of document.querySelectorAll(".drop")) node.classList.remove("drop");
    for (const part of [this.#ghost, this.#places, this.#grip]) part.hidden = true;
    this.#overlay.markRegions("over", []);
  }

  #key(event) {
    if (!this.#carried || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#stop();
  }
}
