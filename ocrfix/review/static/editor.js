// A line is rewritten where it is shown: its print above, its text below.

import { cropOfLine } from "./item.js";
import { make, points } from "./dom.js";
import { isVertical } from "./geometry.js";
import { say } from "./words.js";

/** Let the editor rewrite a line in the panel. `saved(text)` is called with a changed text, then `closed()`.
 *  What comes back saves and closes it, for those who leave the line in another way. */
export function openEditor(panel, session, id, { start, end }, saved, closed) {
  const line = session.view.lines[id];
  if (!line) return () => {};
  const isTall = isVertical(line.writing_mode);
  const field = make("textarea", { rows: 1, lang: session.view.language, spellcheck: "false", "aria-label": say("edit_line"), class: isTall ? "vertical-text" : "" });
  field.value = line.text;

  const close = () => {
    if (!form.isConnected) return;
    form.remove();
    panel.classList.remove("editing");
    closed();
  };
  const save = () => {
    if (!form.isConnected) return;
    const text = field.value.replace(/[\r\n]+/g, "");
    if (text !== line.text) saved(text);
    close();
  };
  const button = (name, key, act) => make("button", { type: "button", class: name, "data-do": name, onclick: act }, say(name), make("kbd", { "aria-hidden": "true" }, key));
  const form = make("div", { class: "editor", role: "group", "aria-label": say("edit_line") },
    make("header", {}, make("h2", {}, say("edit_line"))),
    session.view.has_scan && line.polygon?.length ? cropOfLine(session, id, line) : null,
    field,
    make("p", { class: "was" }, make("small", {}, say("reading")), make("span", { lang: session.view.language }, line.reading)),
    make("div", { class: "hand" }, button("save", "⏎", save), button("cancel", "Esc", close)));

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") save();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  panel.classList.add("editing");
  panel.classList.toggle("tall", isTall);
  panel.replaceChildren(form);
  field.focus();
  const before = points(line.text).slice(0, start).join("").length;
  field.setSelectionRange(before, before + points(line.text).slice(start, end).join("").length);
  return save;
}
