// The page under review: what the server last said of it, which item is current, what is not yet saved.
//
// Actions are sent one after the other, each with the version that it was made on. What has not been answered
// waits in `sessionStorage` too: a reload, a lost server or a conflict loses nothing.

import { ask, Conflict, Gone, pageAddress, Refused, tell } from "./api.js";

const TRY_AGAIN_MS = 2000;

/** Events: `changed` (the view or an item), `current`, `trouble`, `saving`, `answered` {job}. */
export class Session extends EventTarget {
  view = null;
  current = null;
  filter = "all";
  /** What keeps the queue from being sent: {kind: "gone"|"conflict"|"refused", …}, or null. */
  trouble = null;
  #page;
  #queue;
  #busy = false;
  #items = [];

  constructor(page) {
    super();
    this.#page = page;
    this.#queue = JSON.parse(sessionStorage.getItem(this.#store) ?? "[]");
  }

  get page() {
    return this.#page;
  }

  get #store() {
    return `unsaved:${this.#page}`;
  }

  /** How many actions are not yet saved. */
  get unsaved() {
    return this.#queue.length;
  }

  /** Fetch the page; begin at its first open item, and send what an earlier visit could not. Nothing is told
   *  before the promise `ready`. */
  async open(ready) {
    const [answer] = await Promise.all([ask(pageAddress(this.#page)), ready]);
    this.#take(answer);
    this.current = this.#next(-1, 1)?.id ?? this.#items[0]?.id ?? null;
    this.#tell("changed");
    this.#tell("current");
    this.#send();
  }

  item(id) {
    return this.#items.find((item) => item.id === id) ?? null;
  }

  region(id) {
    return this.view.regions.find((region) => region.id === id) ?? null;
  }

  get currentItem() {
    return this.item(this.current);
  }

  /** The items that the filter lets through, in reading order. */
  get items() {
    return this.#items.filter((item) => this.#passes(item));
  }

  #passes(item) {
    return this.filter === "all" || item.type === this.filter;
  }

  /** An item's state, with what is on its way to the server taken as done. */
  stateOf(item) {
    const waiting = this.#queue.findLast(({ action }) => action?.item === item.id);
    if (!waiting) return item.state;
    return waiting.action.kind === "reject" ? "rejected" : "accepted";
  }

  /** [done, all, the current item's number from 1] of what the filter lets through. */
  get progress() {
    const items = this.items;
    const done = items.filter((item) => this.stateOf(item) !== "open").length;
    return [done, items.length, items.findIndex((item) => item.id === this.current) + 1];
  }

  choose(id) {
    if (!this.item(id)) return;
    this.current = id;
    this.#tell("current");
  }

  setFilter(filter) {
    this.filter = filter;
    this.#tell("changed");
    if (!this.currentItem || !this.#passes(this.currentItem)) this.goOpen(1);
  }

  /** To the next (1) or the one before (-1), whatever its state. */
  go(step) {
    const items = this.items;
    const at = items.findIndex((item) => item.id === this.current);
    const target = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    if (target) this.choose(target.id);
  }

  /** To the next open item in a direction, round the end; false where none is open. */
  goOpen(step) {
    const target = this.#next(this.#items.findIndex((item) => item.id === this.current), step);
    if (target) this.choose(target.id);
    return Boolean(target);
  }

  #next(from, step) {
    const count = this.#items.length;
    for (let away = 1; away <= count; away++) {
      const item = this.#items[(((from + step * away) % count) + count) % count];
      if (this.#passes(item) && this.stateOf(item) === "open") return item;
    }
    return null;
  }

  /** Have an action done; the page shows it at once where it is about an item. */
  act(action) {
    this.#add({ way: "actions", action });
  }

  /** Take the last action back; one that is not saved yet counts too. */
  undo() {
    if (this.view.can_undo || this.#queue.length) this.#add({ way: "undo" });
  }

  redo() {
    if (this.view.can_redo || this.#queue.length) this.#add({ way: "redo" });
  }

  /** After a trouble: send what waits. */
  retry() {
    this.trouble = null;
    this.#tell("trouble");
    this.#send();
  }

  /** After a conflict or a refusal: the action that could not be done is given up, the rest goes on. */
  giveUp() {
    this.#queue.shift();
    this.#keep();
    this.#tell("changed");
    this.retry();
  }

  #add(job) {
    this.#queue.push({ ...job, at: performance.now() });
    this.#keep();
    this.#tell("saving");
    this.#send();
  }

  #keep() {
    sessionStorage.setItem(this.#store, JSON.stringify(this.#queue));
  }

  async #send() {
    if (this.#busy || this.trouble) return;
    this.#busy = true;
    while (this.#queue.length && !this.trouble) {
      const job = this.#queue[0];
      try {
        const content = { version: this.view.version };
        if (job.action) content.action = job.action;
        const answer = await tell(pageAddress(this.#page, job.way), content);
        this.#queue.shift();
        this.#keep();
        this.#answered(job, isAnotherReading(answer) ? await ask(pageAddress(this.#page)) : answer);
      } catch (error) {
        await this.#failed(error, job);
      }
    }
    this.#busy = false;
    this.#tell("saving");
  }

  #answered(job, answer) {
    const before = new Map(this.#items.map((item) => [item.id, item.state]));
    this.#take(answer);
    if (job.action?.item) this.#passOver((id) => id !== job.action.item && before.get(id) === "open" && this.item(id)?.state !== "open");
    if (job.way !== "actions") {
      const changed = this.#items.find((item) => before.get(item.id) !== item.state);
      if (changed) this.current = changed.id;
    }
    if (!this.currentItem) this.current = this.#next(-1, 1)?.id ?? this.#items[0]?.id ?? null;
    this.#tell("changed");
    if (job.way !== "actions") this.#tell("current");
    this.dispatchEvent(new CustomEvent("answered", { detail: job }));
  }

  /** Items that an answer to another one has answered are not asked any more. */
  #passOver(settled) {
    this.#queue = this.#queue.filter(({ action }) => !action?.item || !settled(action.item));
    this.#keep();
    if (settled(this.current)) this.goOpen(1);
  }

  async #failed(error, job) {
    if (error instanceof Gone || (error instanceof Refused && error.status === 401)) {
      this.trouble = { kind: error instanceof Gone ? "gone" : "locked" };
      setTimeout(() => this.trouble?.kind === "gone" && this.#comeBack(), TRY_AGAIN_MS);
    } else if (error instanceof Conflict) {
      this.trouble = { kind: "conflict", by: error.by, job };
      await this.#refresh();
    } else if (error instanceof Refused && job?.way !== "actions" && error.status === 422) {
      this.#queue.shift(); // there is nothing to undo any more
      this.#keep();
    } else if (error instanceof Refused) {
      this.trouble = { kind: "refused", words: error.message, hint: error.hint, job };
      await this.#refresh();
    } else throw error;
    this.#tell("trouble");
  }

  /** The server was gone: what it says now decides whether the first waiting action still fits. */
  async #comeBack() {
    try {
      await ask(pageAddress(this.#page));
    } catch (error) {
      if (error instanceof Gone) setTimeout(() => this.trouble?.kind === "gone" && this.#comeBack(), TRY_AGAIN_MS);
      else await this.#failed(error);
      return;
    }
    this.retry();
  }

  async #refresh() {
    try {
      this.#take(await ask(pageAddress(this.#page)));
      this.#tell("changed");
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
  }

  /** Fetch the page anew, unless something is done to it meanwhile. */
  async renew() {
    const answer = await ask(pageAddress(this.#page)).catch(() => null);
    if (!answer || this.#queue.length || answer.version !== this.view.version) return;
    this.#take(answer);
    this.#tell("changed");
  }

  #take(answer) {
    const { partial, ...parts } = answer;
    if (partial) {
      const items = Array.isArray(parts.items) ? parts.items : Object.values(parts.items ?? {});
      const changed = new Map(items.map((item) => [item.id, item]));
      parts.items = this.#items.map((item) => changed.get(item.id) ?? item);
      if (parts.regions) parts.items.sort(inOrderOf(parts.regions));
      parts.lines = { ...this.view.lines, ...parts.lines };
    }
    this.view = { ...this.view, ...parts };
    this.#items = this.view.items;
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

/** An answer after which lines and items are other ones, which a list of what changed does not tell. */
const isAnotherReading = (answer) => answer.partial && "reading" in answer;

/** Compares items by their places in the reading order; those of no line come last. */
function inOrderOf(regions) {
  const order = new Map(regions.flatMap(({ lines }) => lines).map((line, index) => [line, index]));
  const place = (item) => order.get(item.line) ?? order.size;
  return (one, other) => place(one) - place(other) || (one.start ?? 0) - (other.start ?? 0);
}
