// What lies on the scan: regions in the colours of their articles, the order of reading, marked places.

import { draw } from "./dom.js";
import { isInside, isVertical, middleOf, placeOf, pointList } from "./geometry.js";

const TINTS = 9;
const BADGE_PX = 8;

export class Overlay {
  #scan;
  #session;
  #svg;
  #stage;
  #layers = {};
  #badges = [];
  #byRegion = new Map();
  #drawn = {};

  constructor(svg, scan, session) {
    this.#svg = svg;
    this.#scan = scan;
    this.#session = session;
    this.#stage = draw("g");
    for (const name of ["regions", "found", "over", "current", "order"]) {
      this.#layers[name] = draw("g", { class: name });
      this.#stage.append(this.#layers[name]);
    }
    svg.append(this.#stage);
    scan.addEventListener("moved", () => this.#place());
  }

  get isOn() {
    return !this.#svg.classList.contains("off");
  }

  toggle() {
    this.#svg.classList.toggle("off");
  }

  /** Draw the regions of the session's view, where they or their articles are other ones than before. */
  render() {
    const view = this.#session.view;
    const articles = view.articles.map(({ id }) => id).join(" ");
    if (view.regions === this.#drawn.regions && articles === this.#drawn.articles) return;
    this.#drawn = { regions: view.regions, articles };
    const tints = tintsOf(view);
    const seen = view.regions.filter((region) => region.polygon?.length);
    this.#byRegion = new Map();
    for (const region of seen) {
      const tint = tints.get(region.id);
      const kind = tint === undefined ? region.place.kind : "article";
      const shape = draw("polygon", { points: pointList(region.polygon), class: `region ${kind}`, "data-tint": tint ?? null, "data-region": region.id });
      this.#byRegion.set(region.id, shape);
    }
    this.#layers.regions.replaceChildren(...this.#byRegion.values());
    this.showReadingOrder();
  }

  /** Draw the path through all regions. */
  showReadingOrder() {
    this.showOrder(this.#session.view.regions.map(({ id }) => id));
  }

  /** Draw the path through these regions, with their numbers; `drawing` marks an order that is being made. */
  showOrder(ids, drawing = false) {
    const regions = new Map(this.#session.view.regions.map((region) => [region.id, region]));
    const middles = ids.map((id) => regions.get(id)).filter((region) => region?.polygon?.length).map((region) => startOf(region));
    const path = draw("polyline", { points: pointList(middles), class: "path" });
    this.#badges = middles.map((middle, index) => ({ middle, node: badge(index + 1) }));
    this.#layers.order.replaceChildren(path, ...this.#badges.map(({ node }) => node));
    this.#svg.classList.toggle("drawing", drawing);
    for (const [id, shape] of this.#byRegion) shape.classList.toggle("taken", drawing && ids.includes(id));
    this.#place();
  }

  /** Mark pieces of lines, as [line id, start, end], in the layer `current`, `found` or `over`. */
  mark(layer, pieces) {
    const lines = this.#session.view.lines;
    const shapes = pieces
      .map(([id, start, end]) => (lines[id]?.polygon?.length ? placeOf(lines[id], start, end) : null))
      .filter((polygon) => polygon)
      .map((polygon) => draw("polygon", { points: pointList(polygon) }));
    this.#layers[layer].replaceChildren(...shapes);
    this.#svg.dataset[layer] = pieces.map((piece) => piece.join(":")).join(" ");
  }

  /** Mark whole regions in a layer. */
  markRegions(layer, ids) {
    const shapes = ids
      .map((id) => this.#session.region(id)?.polygon)
      .filter((polygon) => polygon?.length)
      .map((polygon) => draw("polygon", { points: pointList(polygon) }));
    this.#layers[layer].replaceChildren(...shapes);
    this.#svg.dataset[layer] = ids.join(" ");
  }

  /** The line and the region under a point of the scan; null where there is none. */
  under(point) {
    const view = this.#session.view;
    const line = Object.keys(view.lines).find((id) => {
      const polygon = view.lines[id].polygon;
      return polygon?.length && isInside(polygon, point);
    });
    const region = line
      ? view.lines[line].region
      : view.regions.find(({ polygon }) => polygon?.length && isInside(polygon, point))?.id;
    return { line: line ?? null, region: region ?? null };
  }

  #place() {
    const { a, b, c, d, e, f } = this.#scan.matrix;
    this.#stage.setAttribute("transform", `matrix(${a} ${b} ${c} ${d} ${e} ${f})`);
    const turn = (Math.atan2(b, a) * 180) / Math.PI;
    const size = 1 / this.#scan.zoom;
    for (const { middle, node } of this.#badges) {
      node.setAttribute("transform", `translate(${middle[0]} ${middle[1]}) rotate(${-turn}) scale(${size})`);
    }
  }
}

/** The tint of each region that belongs to an article, from 1. */
function tintsOf(view) {
  const number = new Map(view.articles.map((article, index) => [article.id, (index % TINTS) + 1]));
  const articles = view.regions.filter((region) => region.place.kind === "article");
  return new Map(articles.map((region) => [region.id, number.get(region.place.id)]));
}

/** Where a region's badge stands: at the corner where its text begins. */
function startOf(region) {
  const [x, y] = middleOf(region.polygon);
  const edge = region.polygon.reduce((best, point) => {
    const isBetter = isVertical(region.writing_mode)
      ? point[0] - point[1] > best[0] - best[1]
      : point[0] + point[1] < best[0] + best[1];
    return isBetter ? point : best;
  });
  return [edge[0] + (x - edge[0]) * 0.08, edge[1] + (y - edge[1]) * 0.08];
}

function badge(number) {
  const words = String(number);
  const width = BADGE_PX * 2 + Math.max(0, words.length - 2) * 5;
  return draw("g", { class: "badge" },
    draw("rect", { x: -width / 2, y: -BADGE_PX, width, height: BADGE_PX * 2, rx: BADGE_PX }),
    draw("text", { "text-anchor": "middle", "dominant-baseline": "central" }, words));
}
