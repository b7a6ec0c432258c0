// What the collection learned meanwhile, told wherever the editor is by then.

import { ask } from "./api.js";
import { byId, make } from "./dom.js";
import { say } from "./words.js";

const SEEN = "lessons-seen"; // how often it had learned when this tab last heard of it
const AGAIN_MS = 1000;
const MOST_SHOWN = 4;

let waiting = 0;

/** Look for news now and until nothing is being learned; `changed` is called when something was. */
export async function followLessons(changed = () => {}) {
  clearTimeout(waiting);
  const kept = sessionStorage.getItem(SEEN);
  const answer = await ask(`/api/lessons/news?since=${kept ?? 0}`).catch(() => null);
  if (!answer) return;
  if (answer.learning) waiting = setTimeout(() => followLessons(changed), AGAIN_MS);
  if (kept === String(answer.times)) return;
  sessionStorage.setItem(SEEN, answer.times);
  if (kept === null || answer.times < Number(kept)) return;
  show(answer);
  changed();
}

function show({ lessons, error }) {
  const learned = lessons.filter(({ taken }) => taken);
  const held = lessons.filter(({ state }) => state === "held-back");
  if (!learned.length && !held.length && !error) return;
  const box = byId("news");
  const words = learned.slice(0, MOST_SHOWN).map((lesson) => make("li", {}, lessonWords(lesson)));
  if (learned.length > MOST_SHOWN) words.push(make("li", {}, say("and_more")));
  box.replaceChildren(
    make("div", {},
      learned.length ? make("strong", {}, say("learned_now", { count: learned.length })) : "",
      make("ul", {}, ...words),
      held.length ? make("p", { class: "soft" }, say("held_back_now", { count: held.length })) : "",
      error ? make("p", { class: "soft" }, error) : ""),
    make("div", { class: "hand" },
      make("a", { class: "button", href: "/#lessons" }, say("all_lessons")),
      make("button", { type: "button", "data-do": "close", onclick: () => (box.hidden = true) }, say("close"))));
  box.hidden = false;
}

/** A lesson with its kind. */
export const lessonWords = ({ kind, words }) => `${say(`lesson.${kind}`)}: ${words}`;
