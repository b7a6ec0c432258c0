// The reading order, drawn anew: regions are tapped one after the other; what is not tapped keeps its turn.

import { byId, keepFocus } from "./dom.js";
import { say } from "./words.js";

export class Order {
  #session;
  #overlay;
  #bar = byId("order-bar");
  #words = byId("order-words");
  #taken = null;
  #at = -1;

  constructor(session, overlay) {
    this.#session = session;
    this.#overlay = overlay;
    keepFocus(this.#bar);
    this.#bar.querySelector("[data-do=save]").addEventListener("click", () => this.finish());
    this.#bar.querySelector("[data-do=back]").addEventListener("click", () => this.takeBack());
    this.#bar.querySelector("[data-do=cancel]").addEventListener("click", () => this.stop());
    document.addEventListener("keydown", (event) => this.#key(event), true);
  }

  get isOn() {
    return this.#taken !== null;
  }

  start() {
    if (this.isOn) return this.stop();
    if (!this.#overlay.isOn) this.#overlay.toggle();
    this.#taken = [];
    this.#at = -1;
    this.#bar.hidden = false;
    return this.#show();
  }

  stop() {
    this.#taken = null;
    this.#bar.hidden = true;
    this.#overlay.markRegions("over", []);
    this.#overlay.showReadingOrder();
  }

  /** The region is read next. */
  take(region) {
    if (!region || this.#taken.includes(region)) return;
    this.#taken.push(region);
    this.#show();
  }

  takeBack() {
    this.#taken.pop();
    this.#show();
  }

  /** What was tapped stands where the first of it stood, in the order of the taps. */
  finish() {
    const taken = this.#taken;
    if (taken.length > 1) {
      const all = this.#session.view.regions.map(({ id }) => id);
      const first = all.findIndex((id) => taken.includes(id));
      const rest = all.filter((id) => !taken.includes(id));
      const before = all.slice(0, first);
      const after = rest.filter((id) => !before.includes(id));
      this.#session.act({ kind: "order", regions: [...before, ...taken, ...after] });
    }
    this.stop();
  }

  #show() {
    this.#overlay.showOrder(this.#taken, true);
    this.#words.textContent = say("order_taken", { count: this.#taken.length });
  }

  #key(event) {
    if (!this.isOn || event.isComposing) return;
    const regions = this.#session.view.regions;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) {
      this.#at = (this.#at + step + regions.length) % regions.length;
      this.#overlay.markRegions("over", [regions[this.#at].id]);
      this.#words.textContent = this.#textOf(regions[this.#at]);
    } else if (event.key === " " && this.#at >= 0) this.take(regions[this.#at].id);
    else if (event.key === "Backspace") this.takeBack();
    else if (event.key === "Enter" && !event.target.closest("button")) this.finish();
    else if (event.key === "Escape") this.stop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #textOf(region) {
    return region.lines.map((line) => this.#session.view.lines[line].text).join("").slice(0, 40);
  }
}
