// The same change everywhere: all its places as a grid of crops, accepted or rejected each or all at once.

import { ask, Conflict, cropAddress, Gone, Refused, tell } from "./api.js";
import { wireChoices } from "./choices.js";
import { byId, icon, make, points } from "./dom.js";
import { loadWords, say } from "./words.js";

const query = new URLSearchParams(location.search);
const [before, after, page] = [query.get("before"), query.get("after"), query.get("page")];
const CROP_PX = 60;
let places = [];

async function start() {
  wireChoices();
  await loadWords();
  if (page) byId("back").href = `/pages/${encodeURIComponent(page)}`;
  byId("all").querySelector("[data-do=accept_all]").addEventListener("click", () => decide(open(), "accept"));
  byId("all").querySelector("[data-do=reject_all]").addEventListener("click", () => decide(open(), "reject"));
  byId("places").addEventListener("keydown", steer);
  showScopes();
  await Promise.all([before === null ? null : showPlaces(), showGroups()]);
}

function showScopes() {
  if (!page || before === null) return;
  const here = byId("scope-page");
  const everywhere = byId("scope-all");
  here.href = `/same?${new URLSearchParams({ before, after, page })}`;
  everywhere.href = `/same?${new URLSearchParams({ before, after, from: page })}`;
  for (const link of [here, everywhere]) link.hidden = false;
  here.setAttribute("aria-current", "true");
}

async function showGroups() {
  const { groups } = await ask(`/api/same/groups?${page ? new URLSearchParams({ page }) : ""}`);
  byId("groups").replaceChildren(make("h2", {}, say("groups")), make("ul", {}, ...groups.map((group) => {
    const where = { before: group.before, after: group.after, ...(page ? { page } : {}) };
    const isHere = group.before === before && group.after === after;
    return make("li", {}, make("a", { href: `/same?${new URLSearchParams(where)}`, "aria-current": isHere ? "true" : null },
      ...change(group.before, group.after), make("span", { class: "times" }, String(group.count ?? group.places ?? ""))));
  })));
  byId("hint").hidden = before !== null || !groups.length;
  if (!groups.length && before === null) byId("hint").textContent = say("no_groups");
}

async function showPlaces() {
  const where = new URLSearchParams({ before, after, ...(page ? { page } : {}) });
  places = (await ask(`/api/same?${where}`)).places;
  byId("title").replaceChildren(...change(before, after));
  byId("places").replaceChildren(...places.map((place, index) => card(place, index)));
  byId("all").hidden = false;
  count();
  byId("places").querySelector("[data-place]")?.focus();
}

const change = (from, to) => [
  make("span", { class: "before" }, from || say("nothing")),
  make("span", { class: "arrow", "aria-hidden": "true" }, "→"),
  make("span", { class: "after" }, to || say("nothing")),
];

function card(place, index) {
  const length = points(place.before).length;
  const picture = make("img", { alt: "", loading: "lazy", src: cropAddress(place.page, place.line, place.start, place.start + length) });
  picture.addEventListener("load", () => picture.classList.toggle("tall", picture.naturalHeight > picture.naturalWidth * 1.5));
  picture.addEventListener("error", () => picture.remove());
  const button = (name) => make("button", { type: "button", class: name, "data-do": name, onclick: () => decide([place], name), "aria-label": `${say(name)}: ${place.left}${place.before}${place.right}` }, icon(name), say(name));
  return make("li", { "data-place": index, "data-state": place.state, tabindex: index ? "-1" : "0", "aria-label": say("place_words", { text: `${place.left}${place.before}${place.right}`, page: place.page_name, state: say(`state.${place.state}`) }) },
    make("div", { class: "print" }, picture),
    make("p", { class: "words" }, place.left, make("del", {}, place.before), make("ins", {}, place.after), place.right),
    make("p", { class: "from" }, make("a", { href: `/pages/${encodeURIComponent(place.page)}`, tabindex: "-1" }, place.page_name), make("span", { class: `state ${place.state}` }, say(`state.${place.state}`))),
    make("div", { class: "hand" }, button("accept"), button("reject")));
}

const open = () => places.filter((place) => place.state === "open");

/** Accept or reject places, and show what became of them. */
async function decide(chosen, way) {
  if (!chosen.length) return;
  const [moment, held] = [performance.now(), places.indexOf(chosen[0])];
  try {
    const list = chosen.map(({ page: where, item }) => ({ page: where, item }));
    const answer = await tell("/api/same", { accept: [], reject: [], [way]: list });
    const conflicts = answer.conflicts ?? [];
    const failed = new Set(conflicts.map((one) => `${one.page} ${one.item}`));
    for (const place of chosen) {
      if (!failed.has(`${place.page} ${place.item}`)) place.state = way === "accept" ? "accepted" : "rejected";
    }
    trouble(conflicts.length ? say("same_conflicts", { count: conflicts.length }) : "");
  } catch (error) {
    if (!(error instanceof Gone || error instanceof Refused || error instanceof Conflict)) throw error;
    return trouble(error instanceof Gone ? say("gone") : `${error.message} ${error.hint ?? ""}`);
  }
  for (const place of chosen) {
    const index = places.indexOf(place);
    byId("places").children[index].replaceWith(card(place, index));
  }
  count();
  if (chosen.length === 1) focusCard(Math.min(places.length - 1, held + 1));
  performance.measure("answer:same", { start: moment, end: performance.now() });
}

function trouble(words) {
  byId("trouble").hidden = !words;
  byId("trouble").textContent = words;
}

function count() {
  byId("count").textContent = say("same_count", { count: places.length, open: open().length });
}

function focusCard(index) {
  for (const node of byId("places").children) node.tabIndex = -1;
  const target = byId("places").children[index];
  target.tabIndex = 0;
  target.focus();
}

function steer(event) {
  const here = event.target.closest("[data-place]");
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = Number(here.dataset.place);
  const wide = columns();
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide, j: 1, n: 1, k: -1, p: -1 }[event.key];
  if (step) focusCard(Math.min(places.length - 1, Math.max(0, at + step)));
  else if (event.key === "Enter" && event.target === here) decide([places[at]], "accept");
  else if (event.key === "x") decide([places[at]], "reject");
  else if (event.key === "A") decide(open(), "accept");
  else return;
  event.preventDefault();
}

function columns() {
  const tops = [...byId("places").children].map((node) => node.offsetTop);
  return tops.findIndex((top) => top !== tops[0]) > 0 ? tops.findIndex((top) => top !== tops[0]) : tops.length;
}

start();
