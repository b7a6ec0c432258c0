// The desk of a collection: its pages with their state, the worst first, and what was learned.

import { ask, pageAddress, tell } from "./api.js";
import { wireChoices } from "./choices.js";
import { byId, make } from "./dom.js";
import { followLessons } from "./news.js";
import { said, wordsOf } from "./trouble.js";
import { loadWords, say } from "./words.js";

const AT_ONCE = 60;
const AGAIN_MS = 1000;
const form = byId("find");
let shown = 0;
let asked = 0;
let lastIssue = null;

async function start() {
  wireChoices();
  await loadWords();
  const query = new URLSearchParams(location.search);
  for (const [name, value] of query) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => show());
  form.elements.q.addEventListener("input", () => show());
  byId("more").addEventListener("click", () => show(shown));
  byId("learn").addEventListener("click", learn);
  await show(0, query.get("issue") ?? "");
  await showLessons();
  if (location.hash === "#lessons") byId("lessons").scrollIntoView();
  await followLessons(() => showLessons());
}

/** Show the pages that the form asks for, from number `offset` on. */
async function show(offset = 0, issue = form.elements.issue.value) {
  const query = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), issue, offset, limit: AT_ONCE });
  const number = ++asked;
  const answer = await attempt(() => ask(`/api/desk?${query}`));
  if (!answer || number !== asked) return;
  showIssues(answer.issues ?? [], issue);
  const cards = answer.pages.map((page) => card(page));
  if (!offset) {
    byId("pages").replaceChildren();
    lastIssue = null;
  }
  const byIssue = form.elements.sort.value === "issue";
  answer.pages.forEach((page, index) => {
    if (byIssue && page.issue !== lastIssue) {
      lastIssue = page.issue;
      byId("pages").append(make("h2", { class: "issue" }, page.issue || say("no_issue")));
    }
    byId("pages").append(cards[index]);
  });
  shown = offset + answer.pages.length;
  if (!shown) byId("pages").append(make("p", { class: "nothing" }, say("no_pages")));
  byId("more").hidden = shown >= answer.total;
  byId("progress").max = Math.max(1, answer.pages_in_all);
  byId("progress").value = answer.reviewed;
  byId("progress-words").textContent = say("reviewed_of", { done: answer.reviewed, all: answer.pages_in_all });
  for (const [name, value] of [...query]) if (!value || name === "offset" || name === "limit") query.delete(name);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

function showIssues(issues, chosen) {
  const select = form.elements.issue;
  if (select.options.length !== issues.length + 1) {
    const options = issues.map(({ id, pages }) => make("option", { value: id }, say("issue_pages", { issue: id, count: pages })));
    select.replaceChildren(select.options[0], ...options);
  }
  select.value = chosen;
}

function card(page) {
  const failed = page.state === "failed";
  const verdict = (page.mark ?? page.verdict ?? page.state).replace(" ", "_");
  const open = page.open ? say("open_doubts", { count: page.open }) : say("nothing_open");
  const grades = Object.entries(page.grades ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const picture = failed ? null : make("img", { src: `${pageAddress(page.id, "thumbnail.jpg")}`, alt: "", loading: "lazy" });
  picture?.addEventListener("error", () => picture.remove());
  return make("article", { class: "card", "data-page": page.id },
    make(failed ? "div" : "a", { href: failed ? null : `/pages/${encodeURIComponent(page.id)}`, class: "cover" },
      make("div", { class: "thumbnail", "data-none": say("no_picture") }, picture),
      make("h3", {}, page.title || page.name)),
    make("p", { class: "facts" },
      make("span", { class: `verdict ${verdict}` }, make("i", { class: "dot", "aria-hidden": "true" }), say(`verdict.${verdict}`)),
      failed ? null : make("span", { class: page.open ? "open-count" : "open-count none" }, open)),
    make("p", { class: "soft small" }, [page.date, page.number].filter(Boolean).join(" · ")),
    make("p", { class: "soft small" }, make("span", { class: `review-state ${page.state}` }, say(`desk_state.${page.state}`)), page.title ? ` · ${page.name}` : ""),
    page.error ? make("p", { class: "error" }, said(page.error, page.hint)) : null,
    make("dl", { class: "grades" }, ...grades.map(([name, value]) => make("div", {},
      make("dt", {}, say(`grade.${name}`)),
      make("dd", {}, make("meter", { min: 0, max: 1, low: 0.6, high: 0.85, optimum: 1, value, "aria-label": say(`grade.${name}`) }), make("span", {}, value.toFixed(2)))))));
}

/** Ask for the lessons, or have them changed, and show them; and again when more was learned. */
async function showLessons(change = () => ask("/api/lessons")) {
  const answer = await attempt(change);
  if (!answer) return;
  const rows = answer.lessons.map((lesson) => row(lesson));
  byId("lesson-list").replaceChildren(...(rows.length ? rows : [make("li", { class: "nothing" }, say("no_lessons"))]));
  byId("learn").disabled = answer.learning;
  byId("learning").hidden = !answer.learning;
  if (answer.learning) setTimeout(() => showLessons(), AGAIN_MS);
}

async function learn() {
  await showLessons(() => tell("/api/lessons", {}));
  await followLessons();
}

function row(lesson) {
  const box = make("input", { type: "checkbox", checked: lesson.taken });
  const address = `/api/lessons/${encodeURIComponent(lesson.id)}`;
  box.addEventListener("change", () => showLessons(() => tell(address, { take: box.checked })));
  const state = lesson.taken ? null : make("span", { class: "lesson-state" }, say(`lesson_state.${lesson.state}`));
  return make("li", { class: lesson.state }, make("label", {}, box,
    make("span", { class: "lesson-kind" }, say(`lesson.${lesson.kind}`)),
    make("span", {}, lesson.words), state, make("span", { class: "soft" }, lesson.why)));
}

/** What `act` gives; undefined where the server could not, which is then said. */
async function attempt(act) {
  try {
    const answer = await act();
    byId("trouble").hidden = true;
    return answer;
  } catch (error) {
    byId("trouble").hidden = false;
    byId("trouble").textContent = wordsOf(error);
    return undefined;
  }
}

start();
