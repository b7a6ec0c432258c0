// The page screen: scan, item and text, and the hands that keys, buttons and menus share.

import { author, keepAuthor, wireChoices } from "./choices.js";
import { byId, keepFocus, slice } from "./dom.js";
import { Drag } from "./drag.js";
import { openEditor } from "./editor.js";
import { pointAt, thickness } from "./geometry.js";
import { showHelp } from "./help.js";
import { isChange, ItemPanel } from "./item.js";
import { listen, SHORTCUTS } from "./keys.js";
import { followLessons } from "./news.js";
import { Order } from "./order.js";
import { Overlay } from "./overlay.js";
import { Scan } from "./scan.js";
import { Session } from "./session.js";
import { Structure } from "./structure.js";
import { Text } from "./text.js";
import { showTrouble, wordsOf } from "./trouble.js";
import { loadWords, say, sayKind } from "./words.js";

const READING_PX = 20; // the least size of a character when the scan follows the current item

const page = decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1));
const session = new Session(page);
const scan = new Scan(byId("scan"));
const overlay = new Overlay(byId("overlay"), scan, session);
const text = new Text(byId("text"), session);
const structure = new Structure(session, text, overlay, scan, announce);
const order = new Order(session, overlay);
new Drag(byId("text"), session, overlay, scan);

let leaveEditor = () => {};

const hands = {
  next: () => session.goOpen(1) || announce(say("all_done")),
  previous: () => session.goOpen(-1) || announce(say("all_done")),
  nextAny: () => session.go(1),
  previousAny: () => session.go(-1),
  lineDown: () => text.stepLine(1),
  lineUp: () => text.stepLine(-1),
  nextPage: () => leaveFor(session.view.next),
  previousPage: () => leaveFor(session.view.previous),
  accept: () => decide({ kind: "accept" }),
  reject: () => decide({ kind: "reject" }),
  alternative: (key) => {
    const chosen = session.currentItem?.alternatives?.[Number(key) - 1];
    if (chosen) decide({ kind: "choose", text: chosen.text });
  },
  edit: () => edit(),
  same: () => findSame(),
  undo: () => session.undo(),
  redo: () => session.redo(),
  move: () => structure.move(),
  label: () => structure.label(),
  splitParagraph: () => structure.splitParagraph(),
  joinParagraphs: () => structure.joinParagraphs(),
  splitArticle: () => structure.splitArticle(),
  mergeArticles: () => structure.mergeArticles(),
  order: () => order.start(),
  menu: () => structure.menu(undefined, [{ words: say("edit"), key: "e", act: () => edit() }]),
  markGood: () => mark("good"),
  markLook: () => mark("look_at"),
  markProblematic: () => mark("problematic"),
  zoomIn: () => scan.zoomIn(),
  zoomOut: () => scan.zoomOut(),
  fit: () => (scan.isFitted ? follow(true) : scan.fit()),
  rotate: () => scan.rotate(),
  overlay: () => {
    overlay.toggle();
    document.querySelector("[data-do=overlay]").setAttribute("aria-pressed", String(overlay.isOn));
  },
  help: () => showHelp(SHORTCUTS),
};

const panel = new ItemPanel(byId("item"), session, {
  accept: hands.accept,
  reject: hands.reject,
  choose: (words) => decide({ kind: "choose", text: words }),
  edit: hands.edit,
  same: hands.same,
});

/** Do something with the current item, and go on to the next open one. */
function decide(action) {
  const item = session.currentItem;
  if (!item) return;
  const already = session.stateOf(item);
  const wished = action.kind === "reject" ? "rejected" : "accepted";
  if (already === "open" || already !== wished || action.kind === "choose") session.act({ ...action, item: item.id });
  if (!session.goOpen(1)) session.choose(item.id);
}

function edit(line = text.line) {
  if (!line) return;
  const item = session.currentItem;
  const span = item?.line === line ? item : { start: 0, end: 0 };
  overlay.mark("current", [[line, 0, Infinity]]);
  bringToSight(line);
  leaveEditor();
  leaveEditor = openEditor(byId("item"), session, line, span, (words) => session.act({ kind: "write", line, text: words }), () => {
    panel.refresh();
    byId("item").focus({ preventScroll: true });
  });
}

function mark(state) {
  session.act({ kind: "mark", state: session.view.mark === state ? null : state });
}

function findSame() {
  const item = session.currentItem;
  if (!item || !isChange(item)) return;
  location.href = `/same?${new URLSearchParams({ before: item.reading, after: item.proposal, page })}`;
}

function leaveFor(id) {
  if (id !== null && id !== undefined) location.href = `/pages/${encodeURIComponent(id)}`;
}

function announce(words) {
  byId("said").textContent = words;
}

/** The scan follows the current item; `closer` zooms in even from the whole page. */
function follow(closer = false) {
  const item = session.currentItem;
  const line = item?.line ? session.view.lines[item.line] : null;
  if (line) {
    overlay.mark("current", [[item.line, item.start, item.end]]);
    bringToSight(item.line, closer);
  } else {
    overlay.markRegions("current", item?.region ? [item.region] : []);
    scan.show(session.region(item?.region)?.polygon);
  }
}

function bringToSight(id, closer = false) {
  const line = session.view.lines[id];
  if (!line.polygon?.length) return;
  const reading = line.polygon.length === 4 ? READING_PX / thickness(line) : scan.zoom;
  scan.show(line.polygon, closer || !scan.isFitted ? Math.max(scan.zoom, reading) : scan.zoom);
}

function renderHeader() {
  const { view } = session;
  const [done, all] = session.progress;
  document.title = `${view.name} · ocrfix`;
  byId("name").textContent = view.name;
  byId("name").title = view.name;
  byId("progress").max = Math.max(1, all);
  byId("progress").value = done;
  byId("progress-words").textContent = say("done_of", { done, all });
  byId("saving").textContent = say(session.trouble ? "not_saved" : session.unsaved ? "saving" : "saved");
  byId("saving").classList.toggle("waiting", session.unsaved > 0);
  for (const button of document.querySelectorAll("[data-mark]")) {
    button.setAttribute("aria-pressed", String(button.dataset.mark === view.mark));
  }
  byId("notes").hidden = !view.read_again;
  byId("lessons-new").hidden = !view.lessons_new || view.can_undo;
  disable("undo", !view.can_undo && !session.unsaved);
  disable("redo", !view.can_redo);
  disable("previousPage", view.previous === null || view.previous === undefined);
  disable("nextPage", view.next === null || view.next === undefined);
}

function disable(name, isOff) {
  for (const button of document.querySelectorAll(`.bar [data-do=${name}]`)) button.disabled = isOff;
}

/** What one turn changes is drawn once, at its end. */
const stale = new Set();

function drawSoon(...parts) {
  if (!stale.size) queueMicrotask(drawStale);
  for (const part of parts) stale.add(part);
}

function drawStale() {
  const parts = new Set(stale);
  stale.clear();
  if (parts.has("view")) {
    text.render();
    if (!order.isOn) overlay.render();
  }
  text.markStates();
  text.markCurrent(parts.has("current"));
  panel.render();
  renderHeader();
  showTrouble(byId("trouble"), session);
  if (parts.has("current")) {
    follow();
    announceCurrent();
  }
}

function announceCurrent() {
  const item = session.currentItem;
  const [done, all, number] = session.progress;
  if (done === all) announce(say("all_done"));
  else if (item) announce(`${say("number_of", { number, all })}: ${sayKind("kind", item.kind)}, ${item.reading ?? ""} → ${item.proposal ?? ""}`);
}

session.addEventListener("changed", () => drawSoon("view"));
session.addEventListener("current", () => {
  leaveEditor();
  text.setLine(null);
  drawSoon("current");
});
session.addEventListener("saving", () => drawSoon("states"));
session.addEventListener("trouble", () => drawSoon("view"));
session.addEventListener("answered", ({ detail: job }) => {
  const [done, all] = session.progress;
  if (job.way !== "actions" || job.action.kind === "mark" || done === all) followCollection();
  requestAnimationFrame(() => performance.measure(`answer:${job.action?.kind ?? job.way}`, { start: job.at, end: performance.now() }));
});

text.addEventListener("selected", ({ detail: { pieces } }) => {
  overlay.mark("found", pieces);
  if (pieces.length) scan.show(session.view.lines[pieces[0][0]].polygon);
});
text.addEventListener("hovered", ({ detail: { pieces } }) => overlay.mark("over", pieces));
text.addEventListener("line", ({ detail: { line } }) => {
  if (line) overlay.mark("found", [[line, 0, Infinity]]);
  else overlay.mark("found", []);
});

scan.addEventListener("tapped", ({ detail: { point } }) => {
  const { line, region } = overlay.under(point);
  if (order.isOn) return order.take(region);
  if (!line) return overlay.markRegions("found", region ? [region] : []);
  const at = pointAt(session.view.lines[line], point);
  const item = session.view.items.find((one) => one.line === line && one.start <= at && at < Math.max(one.end, one.start + 1));
  if (item) session.choose(item.id);
  return text.select(line, at, at + 1);
});
scan.addEventListener("over", ({ detail: { point } }) => {
  const { line } = overlay.under(point);
  overlay.mark("over", line ? [[line, 0, Infinity]] : []);
});

function wire() {
  const bars = [...document.querySelectorAll(".bar, #item")];
  for (const bar of bars) keepFocus(bar);
  for (const button of document.querySelectorAll(".bar [data-do]")) {
    const act = hands[button.dataset.do];
    if (act) button.addEventListener("click", () => act());
  }
  for (const button of document.querySelectorAll("[data-mark]")) button.addEventListener("click", () => mark(button.dataset.mark));
  byId("notes").querySelector("button").addEventListener("click", () => session.act({ kind: "take_reading" }));
  byId("lessons-new").querySelector("button").addEventListener("click", () => {
    session.act({ kind: "take_lessons" });
    byId("item").focus({ preventScroll: true });
  });
  byId("filter").addEventListener("change", (event) => {
    session.setFilter(event.target.value);
    byId("item").focus({ preventScroll: true });
  });
  byId("text").addEventListener("contextmenu", (event) => openMenu(event, event.target.closest("[data-line]")?.dataset.line));
  byId("text").addEventListener("dblclick", (event) => edit(event.target.closest("[data-line]")?.dataset.line));
  byId("scan").addEventListener("contextmenu", (event) => openMenu(event, lineUnder(event)));
  byId("scan").addEventListener("dblclick", (event) => edit(lineUnder(event)));
  addEventListener("beforeunload", (event) => {
    leaveEditor();
    if (session.unsaved) event.preventDefault();
  });
  listen(hands);
  wireChoices();
  wireName();
}

function lineUnder(event) {
  const box = byId("scan").getBoundingClientRect();
  return overlay.under(scan.pointUnder([event.clientX - box.left, event.clientY - box.top])).line;
}

function openMenu(event, line) {
  if (!line || order.isOn) return;
  event.preventDefault();
  text.setLine(line);
  const words = slice(session.view.lines[line].text, 0, 16);
  structure.menu([event.clientX, event.clientY], [{ words: `${say("edit")}: ${words}`, key: "e", act: () => edit(line) }]);
}

/** A page of a collection teaches it something when it is done. */
function followCollection() {
  if ("collection" in document.body.dataset) followLessons(() => session.renew());
}

function wireName() {
  const form = byId("name-form");
  form.hidden = Boolean(author());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepAuthor(form.elements.author.value || say("somebody"));
    form.hidden = true;
    byId("item").focus({ preventScroll: true });
  });
}

async function start() {
  wire();
  try {
    await session.open(loadWords());
  } catch (error) {
    byId("text").textContent = wordsOf(error);
    return;
  }
  document.body.classList.toggle("no-scan", !session.view.has_scan && !session.view.regions.some(({ polygon }) => polygon?.length));
  scan.open(page, session.view);
  followCollection();
  byId("item").focus({ preventScroll: true });
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("painted")));
}

start();
