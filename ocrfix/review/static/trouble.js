// What went wrong, what it means for the work, and the way on.

import { Conflict, Gone, Refused } from "./api.js";
import { make } from "./dom.js";
import { isChange, visible } from "./item.js";
import { say, sayKind } from "./words.js";

/** What an error of the API means, in words; other errors are thrown on. */
export function wordsOf(error) {
  if (error instanceof Gone) return say("gone");
  if (error instanceof Conflict) return say("conflict");
  if (error instanceof Refused) return said(error.message, error.hint);
  throw error;
}

/** What is wrong, and what helps, as far as that is known. */
export const said = (error, hint) => (hint ? say("error_and_hint", { error, hint }) : error);

/** Show the session's trouble in `bar`, with buttons that lead out of it. */
export function showTrouble(bar, session) {
  const trouble = session.trouble;
  if (!trouble && bar.hidden) return undefined;
  bar.hidden = !trouble;
  if (!trouble) return bar.replaceChildren();
  bar.dataset.kind = trouble.kind;
  return bar.replaceChildren(make("div", { class: "trouble-words" }, ...troubleWords(trouble, session)), make("div", { class: "hand" }, ...waysOf(trouble, session)));
}

function troubleWords(trouble, session) {
  const unsaved = say("unsaved", { count: session.unsaved });
  if (trouble.kind === "gone") return [strong(say("gone")), text(`${unsaved} ${say("gone_hint")}`)];
  if (trouble.kind === "locked") return [strong(say("locked")), text(`${unsaved} ${say("locked_hint")}`)];
  const mine = say("not_done", { words: say(`did.${trouble.job?.action?.kind ?? trouble.job?.way ?? "actions"}`) });
  if (trouble.kind === "refused") return [strong(mine), text(said(trouble.words, trouble.hint))];
  const others = trouble.by.map(({ author, time, words }) => make("li", {}, `${author || say("somebody")}, ${clock(time)}: ${deed(words, session)}`));
  return [strong(say("conflict")), make("ul", {}, ...others), text(`${mine} ${say("conflict_hint")}`)];
}

function waysOf(trouble, session) {
  const button = (name, act) => make("button", { type: "button", "data-do": name, onclick: act }, say(name));
  if (trouble.kind === "conflict") return [button("retry", () => session.retry()), button("give_up", () => session.giveUp())];
  if (trouble.kind === "refused") return [button("understood", () => session.giveUp())];
  return [button("retry", () => session.retry())];
}

/** What somebody did, from the record's words: the kind of the action, then ids. */
function deed(words, session) {
  const [kind, ...ids] = words.split(" ");
  const item = session.item(ids[0]);
  const change = item && isChange(item) ? `${visible(item.reading)} → ${visible(item.proposal)}` : ids.join(" ");
  return `${sayKind("did", kind)} ${change}`.trim();
}

const strong = (words) => make("strong", {}, words);
const text = (words) => make("p", {}, words);

/** A time of the record, as the clock on the wall shows it. */
function clock(time) {
  const date = new Date(typeof time === "number" ? time * 1000 : time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
