// The same change everywhere: all its places as a grid of crops, accepted or rejected each or all at once.

import { ask, cropAddress, pageAddress, tell } from "./api.js";
import { wireChoices } from "./choices.js";
import { byId, icon, make } from "./dom.js";
import { visible } from "./item.js";
import { wordsOf } from "./trouble.js";
import { loadWords, say } from "./words.js";

const query = new URLSearchParams(location.search);
const [before, after, page] = [query.get("before"), query.get("after"), query.get("page")];
const everywhere = query.get("everywhere") === "1";
const AROUND_CHARS = 1;
const MOST_PLACES = 1000;
let places = [];

async function start() {
  wireChoices();
  await loadWords();
  const from = page ?? query.get("from");
  if (from) byId("back").href = `/pages/${encodeURIComponent(from)}`;
  byId("all").querySelector("[data-do=accept_all]").addEventListener("click", () => decide(open(), "accept"));
  byId("all").querySelector("[data-do=reject_all]").addEventListener("click", () => decide(open(), "reject"));
  byId("places").addEventListener("keydown", steer);
  showScopes();
  await Promise.all([before === null ? null : showPlaces(), showGroups()]);
}

/** One page or all: the choice stays where the way here was from a page. */
function showScopes() {
  byId("everywhere").checked = everywhere;
  byId("everywhere").addEventListener("change", ({ target }) => {
    if (target.checked) query.set("everywhere", "1");
    else query.delete("everywhere");
    location.search = query;
  });
  byId("everywhere").closest("label").hidden = !before;
  const from = page ?? query.get("from");
  if (!from || before === null) return;
  const scopes = [["scope-page", { page: from }, page], ["scope-all", { from }, !page]];
  for (const [name, where, isHere] of scopes) {
    byId(name).href = `/same?${new URLSearchParams({ before, after, ...where })}`;
    byId(name).hidden = false;
    if (isHere) byId(name).setAttribute("aria-current", "true");
  }
}

async function showGroups() {
  const groups = (await attempt(() => ask(`/api/same/groups?${page ? new URLSearchParams({ page }) : ""}`)))?.groups ?? [];
  byId("groups").replaceChildren(make("h2", {}, say("groups")), make("ul", {}, ...groups.map((group) => {
    const where = { before: group.before, after: group.after, ...(page ? { page } : {}) };
    const isHere = group.before === before && group.after === after;
    return make("li", {}, make("a", { href: `/same?${new URLSearchParams(where)}`, "aria-current": isHere ? "true" : null },
      ...change(group.before, group.after), make("span", { class: "times" }, String(group.count))));
  })));
  if (before === null) byId("hint").textContent = say(groups.length ? "same_hint" : "no_groups");
}

async function showPlaces() {
  byId("title").replaceChildren(...change(before, after));
  byId("hint").textContent = say("looking");
  const where = new URLSearchParams({ before, after, ...(page ? { page } : {}), ...(everywhere ? { everywhere: 1 } : {}) });
  for (let offset = 0; offset !== null; ) {
    where.set("offset", offset);
    const answer = await attempt(() => ask(`/api/same?${where}`));
    if (!answer) return;
    byId("places").append(...answer.places.map((place, index) => card(place, places.length + index)));
    places.push(...answer.places);
    count();
    offset = places.length < MOST_PLACES ? answer.next : null;
  }
  byId("all").hidden = !places.length;
  byId("hint").hidden = places.length > 0;
  byId("hint").textContent = say("no_places");
  byId("places").querySelector("[data-place]")?.focus();
}

const change = (from, to) => [
  make("span", { class: "before" }, visible(from)),
  make("span", { class: "arrow", "aria-hidden": "true" }, "→"),
  make("span", { class: "after" }, visible(to)),
];

function card(place, index) {
  const [start, end] = [Math.max(0, place.start - AROUND_CHARS), place.end + AROUND_CHARS];
  const picture = make("img", { alt: "", loading: "lazy", src: cropAddress(place.page, place.line, start, end) });
  picture.addEventListener("error", () => picture.remove());
  const button = (name) => make("button", { type: "button", class: name, "data-do": name, onclick: () => decide([place], name), "aria-label": `${say(name)}: ${place.left}${place.before}${place.right}` }, icon(name), say(name));
  return make("li", { "data-place": index, "data-state": place.state, tabindex: index ? "-1" : "0", "aria-label": say("place_words", { text: `${place.left}${place.before}${place.right}`, page: place.page_name, state: say(`state.${place.state}`) }) },
    make("div", { class: "print" }, picture),
    make("p", { class: "words" }, place.left, make("del", {}, visible(place.before)), make("ins", {}, visible(place.after)), place.right),
    make("p", { class: "from" }, make("a", { href: `/pages/${encodeURIComponent(place.page)}`, tabindex: "-1" }, place.page_name), make("span", { class: `state ${place.state}` }, say(`state.${place.state}`))),
    make("div", { class: "hand" }, button("accept"), button("reject")));
}

const open = () => places.filter((place) => place.state === "open");

/** Accept or reject places, and show what became of them. */
async function decide(chosen, way) {
  if (!chosen.length) return;
  const [moment, held] = [performance.now(), places.indexOf(chosen[0])];
  const again = chosen.length === 1 && chosen[0].item && chosen[0].state !== "open";
  const answer = await attempt(() => (again ? changeMind(chosen[0], way) : answerAll(chosen, way)));
  if (!answer) return;
  const failed = new Set(answer.conflicts.map((one) => `${one.page} ${one.item}`));
  if (failed.size) trouble(say("same_conflicts", { count: failed.size }));
  for (const place of chosen) {
    if (!failed.has(`${place.page} ${place.item}`)) place.state = way === "accept" ? "accepted" : "rejected";
    const index = places.indexOf(place);
    byId("places").children[index].replaceWith(card(place, index));
  }
  count();
  if (chosen.length === 1) focusCard(Math.min(places.length - 1, held + 1));
  performance.measure("answer:same", { start: moment, end: performance.now() });
}

const answerAll = (chosen, way) => tell("/api/same", { accept: [], reject: [], [way]: chosen });

/** A place that was answered before is answered otherwise, on its page as it is now. */
async function changeMind(place, way) {
  const { version } = await ask(pageAddress(place.page));
  await tell(pageAddress(place.page, "actions"), { version, action: { kind: way, item: place.item } });
  return { conflicts: [] };
}

/** What `act` gives; undefined where the server could not, which is then said. */
async function attempt(act) {
  try {
    const answer = await act();
    trouble("");
    return answer;
  } catch (error) {
    trouble(wordsOf(error));
    return undefined;
  }
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
  else if (event.key === "X") decide(open(), "reject");
  else return;
  event.preventDefault();
}

function columns() {
  const tops = [...byId("places").children].map((node) => node.offsetTop);
  return tops.findIndex((top) => top !== tops[0]) > 0 ? tops.findIndex((top) => top !== tops[0]) : tops.length;
}

start();
