// The list of shortcuts, under `?`.

import { keepSingleKeys, singleKeys } from "./choices.js";
import { make } from "./dom.js";
import { say } from "./words.js";

const NAMES = { Enter: "⏎", ArrowDown: "↓", ArrowUp: "↑" };

/** Show `shortcuts` (groups of rows as in keys.js) in a dialog; the same key closes it. */
export function showHelp(shortcuts) {
  const dialog = make("dialog", { class: "help", "aria-labelledby": "help-title" },
    make("header", {},
      make("h2", { id: "help-title" }, say("help")),
      make("button", { type: "button", "data-do": "close", onclick: () => dialog.close() }, say("close"))),
    make("div", { class: "groups" }, ...shortcuts.map(([group, rows]) => section(group, rows))),
    make("p", { class: "hint" }, say("help_mouse")),
    make("label", { class: "check" },
      make("input", { type: "checkbox", checked: singleKeys(), onchange: (event) => keepSingleKeys(event.target.checked) }),
      say("single_keys")));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "?") return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function section(group, rows) {
  return make("section", {},
    make("h3", {}, say(`keys.${group}`)),
    make("dl", {}, ...rows.map(([keys, name]) => make("div", {},
      make("dt", {}, ...keysOf(keys)),
      make("dd", {}, say(name))))));
}

function keysOf(keys) {
  if (keys.length > 3) return [make("kbd", {}, keys[0]), " – ", make("kbd", {}, keys.at(-1))];
  return keys.map((key) => make("kbd", {}, /^[A-Z]$/.test(key) ? `⇧ ${key}` : (NAMES[key] ?? key)));
}
