// The scan: pan, zoom, fit, rotate, by mouse, touch and keys. Only this module knows where the scan stands on
// the screen; what lies on it is drawn by overlay.js.

import { boxOf, middleOf, moved } from "./geometry.js";
import { Tiles } from "./tiles.js";

const MOST_ZOOM = 6;
const STEP = 1.25;
const MOVE_MS = 160;
const EDGE_PX = 24;
const SLOP_PX = 5;

/** Events: `moved` (the matrix changed), `tapped` {point, event}, `over` {point}. Points are scan pixels. */
export class Scan extends EventTarget {
  #frame;
  #canvas;
  #tiles = null;
  #size = [1, 1];
  #part = null;
  #turn = 0;
  #middle = [0, 0];
  #zoom = 1;
  #fitted = true;
  #waiting = 0;
  #motion = 0;
  #pointers = new Map();
  #travel = 0;

  constructor(frame) {
    super();
    this.#frame = frame;
    this.#canvas = frame.querySelector("canvas");
    new ResizeObserver(() => this.#resized()).observe(frame);
    frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.#down(event));
    frame.addEventListener("pointermove", (event) => this.#move(event));
    frame.addEventListener("pointerup", (event) => this.#up(event));
    frame.addEventListener("pointercancel", (event) => this.#pointers.delete(event.pointerId));
  }

  /** Show the scan of a view, or its half that the page is; where it has none, white paper of its size. */
  open(page, view) {
    this.#size = [view.width_px || 1, view.height_px || 1];
    this.#part = view.part ? boxOf(view.part) : { left: 0, top: 0, right: this.#size[0], bottom: this.#size[1] };
    this.#tiles = view.has_scan ? new Tiles(page, view.tiles, () => this.#later()) : null;
    this.fit();
  }

  get zoom() {
    return this.#zoom;
  }

  get isFitted() {
    return this.#fitted;
  }

  /** From scan pixels to CSS pixels of the frame. */
  get matrix() {
    const { clientWidth: width, clientHeight: height } = this.#frame;
    return new DOMMatrix()
      .translate(width / 2, height / 2)
      .rotate(this.#turn)
      .scale(this.#zoom)
      .translate(-this.#middle[0], -this.#middle[1]);
  }

  fit() {
    this.#halt();
    this.#fitted = true;
    const { clientWidth: width, clientHeight: height } = this.#frame;
    const { left, top, right, bottom } = this.#part;
    const [across, down] = this.#turn % 180 ? [bottom - top, right - left] : [right - left, bottom - top];
    this.#zoom = Math.max(0.01, Math.min((width - 24) / across, (height - 24) / down));
    this.#middle = [(left + right) / 2, (top + bottom) / 2];
    this.#later();
  }

  /** Turn by a quarter clockwise. */
  rotate() {
    this.#turn = (this.#turn + 90) % 360;
    if (this.#fitted) this.fit();
    else this.#later();
  }

  zoomIn = () => this.zoomBy(STEP);
  zoomOut = () => this.zoomBy(1 / STEP);

  /** Zoom so that the scan's point under `at` (CSS pixels of the frame, its middle by default) stays there. */
  zoomBy(factor, at = [this.#frame.clientWidth / 2, this.#frame.clientHeight / 2]) {
    this.#halt();
    this.#fitted = false;
    const held = this.pointUnder(at);
    this.#zoom = Math.min(MOST_ZOOM, Math.max(this.#leastZoom(), this.#zoom * factor));
    const now = this.pointUnder(at);
    this.#middle = [this.#middle[0] + held[0] - now[0], this.#middle[1] + held[1] - now[1]];
    this.#later();
  }

  /** Move by CSS pixels. */
  panBy(x, y) {
    this.#halt();
    this.#fitted = false;
    const back = new DOMMatrix().scale(1 / this.#zoom).rotate(-this.#turn);
    const [dx, dy] = moved(back, [x, y]);
    this.#middle = this.#held([this.#middle[0] - dx, this.#middle[1] - dy]);
    this.#later();
  }

  /** Bring a polygon into sight; `zoom` is wished for, and taken unless the whole page is in sight. */
  show(polygon, zoom = this.#zoom) {
    if (!polygon?.length) return;
    if (this.#fitted && zoom <= this.#zoom) return;
    const box = boxOf(polygon);
    const corners = [[box.left, box.top], [box.right, box.bottom]].map((point) => moved(this.matrix, point));
    const { clientWidth: width, clientHeight: height } = this.#frame;
    const inSight = corners.every(([x, y]) => x > width * 0.06 && x < width * 0.94 && y > height * 0.1 && y < height * 0.9);
    if (inSight && zoom === this.#zoom) return;
    this.#fitted = false;
    const wished = Math.min(MOST_ZOOM, zoom);
    this.#glide(this.#filling(middleOf(polygon), wished), wished);
  }

  /** A middle as near as can be to the wished one that leaves no ground beside a page larger than the frame. */
  #filling(middle, zoom) {
    const frame = [this.#frame.clientWidth, this.#frame.clientHeight];
    if (this.#turn % 180) frame.reverse();
    return middle.map((value, axis) => {
      const half = (frame[axis] / 2 - EDGE_PX) / zoom;
      const size = this.#size[axis];
      return size < 2 * half ? size / 2 : Math.min(size - half, Math.max(half, value));
    });
  }

  /** The scan's point under a place of the frame. */
  pointUnder(at) {
    return moved(this.matrix.inverse(), at);
  }

  #leastZoom() {
    return Math.min(0.02, this.#frame.clientWidth / this.#size[0] / 4);
  }

  #held([x, y]) {
    return [Math.min(this.#size[0], Math.max(0, x)), Math.min(this.#size[1], Math.max(0, y))];
  }

  #glide(middle, zoom) {
    this.#halt();
    const [from, fromZoom, begin] = [this.#middle, this.#zoom, performance.now()];
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
    const step = (now) => {
      const time = duration ? Math.min(1, Math.max(0, (now - begin) / duration)) : 1;
      const share = 1 - (1 - time) ** 3;
      this.#middle = [from[0] + (middle[0] - from[0]) * share, from[1] + (middle[1] - from[1]) * share];
      this.#zoom = fromZoom * (zoom / fromZoom) ** share;
      this.#later();
      this.#motion = time < 1 ? requestAnimationFrame(step) : 0;
    };
    step(begin);
  }

  #halt() {
    cancelAnimationFrame(this.#motion);
    this.#motion = 0;
  }

  #resized() {
    const density = devicePixelRatio || 1;
    this.#canvas.width = Math.round(this.#frame.clientWidth * density);
    this.#canvas.height = Math.round(this.#frame.clientHeight * density);
    if (this.#fitted && this.#part) this.fit();
    else this.#later();
  }

  #later() {
    this.#waiting ||= requestAnimationFrame(() => {
      this.#waiting = 0;
      this.#draw();
      this.dispatchEvent(new Event("moved"));
    });
  }

  #draw() {
    const density = devicePixelRatio || 1;
    const context = this.#canvas.getContext("2d");
    const matrix = this.matrix;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    context.setTransform(new DOMMatrix().scale(density).multiply(matrix));
    context.fillStyle = "#fff";
    context.fillRect(0, 0, ...this.#size);
    context.imageSmoothingQuality = "high";
    if (this.#tiles) this.#tiles.draw(context, this.#sight(), this.#zoom * density);
    this.#frame.dataset.zoom = this.#zoom.toFixed(4);
    this.#frame.dataset.turn = this.#turn;
  }

  #sight() {
    const { clientWidth: width, clientHeight: height } = this.#frame;
    const back = this.matrix.inverse();
    const box = boxOf([[0, 0], [width, 0], [width, height], [0, height]].map((point) => moved(back, point)));
    const [right, bottom] = this.#size;
    return { left: Math.max(0, box.left), top: Math.max(0, box.top), right: Math.min(right, box.right), bottom: Math.min(bottom, box.bottom) };
  }

  #at(event) {
    const box = this.#frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #wheel(event) {
    event.preventDefault();
    if (event.shiftKey) this.panBy(-event.deltaY - event.deltaX, 0);
    else this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0018)), this.#at(event));
  }

  #down(event) {
    if (event.target.closest("button")) return;
    if (event.button === 0 || event.button === 1) this.#frame.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
    if (this.#pointers.size === 1) this.#travel = 0;
  }

  #move(event) {
    const at = this.#at(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      this.dispatchEvent(new CustomEvent("over", { detail: { point: this.pointUnder(at) } }));
      return;
    }
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.#pointers.set(event.pointerId, at);
    this.#travel += Math.hypot(at[0] - before[0], at[1] - before[1]);
    if (others.length) {
      const apart = (place) => Math.hypot(place[0] - others[0][0], place[1] - others[0][1]);
      this.zoomBy(apart(at) / Math.max(1, apart(before)), middleOf([at, others[0]]));
      this.panBy((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
    } else if (this.#travel > SLOP_PX) this.panBy(at[0] - before[0], at[1] - before[1]);
  }

  #up(event) {
    const known = this.#pointers.delete(event.pointerId);
    if (!known || this.#travel > SLOP_PX || this.#pointers.size || event.button !== 0) return;
    this.dispatchEvent(new CustomEvent("tapped", { detail: { point: this.pointUnder(this.#at(event)), event } }));
  }
}
