// The keys: one table says what each does, and the help shows the same table.

import { singleKeys } from "./choices.js";

const FIELDS = "input:not([type=checkbox]), textarea, select";
const ACTED = "button, a[href], summary, input, select, textarea, [role=menuitem]";

/** Each row: the keys, the name of what they do (a method of the hands, and the key of its words). */
export const SHORTCUTS = [
  ["go", [
    [["j", "n"], "next"],
    [["k", "p"], "previous"],
    [["J", "N"], "nextAny"],
    [["K", "P"], "previousAny"],
    [["ArrowDown"], "lineDown"],
    [["ArrowUp"], "lineUp"],
    [["]"], "nextPage"],
    [["["], "previousPage"],
  ]],
  ["decide", [
    [["Enter"], "accept"],
    [["x"], "reject"],
    [["1", "2", "3", "4", "5", "6", "7", "8", "9"], "alternative"],
    [["e"], "edit"],
    [["a"], "same"],
    [["z"], "undo"],
    [["Z"], "redo"],
  ]],
  ["arrange", [
    [["m"], "move"],
    [["l"], "label"],
    [["s"], "splitParagraph"],
    [["b"], "joinParagraphs"],
    [["S"], "splitArticle"],
    [["B"], "mergeArticles"],
    [["o"], "order"],
    [["."], "menu"],
  ]],
  ["mark", [
    [["G"], "markGood"],
    [["L"], "markLook"],
    [["X"], "markProblematic"],
  ]],
  ["look", [
    [["+", "="], "zoomIn"],
    [["-"], "zoomOut"],
    [["f"], "fit"],
    [["r"], "rotate"],
    [["v"], "overlay"],
    [["?"], "help"],
  ]],
];

const METHODS = new Map(SHORTCUTS.flatMap(([, rows]) => rows.flatMap(([keys, name]) => keys.map((key) => [key, name]))));
METHODS.set("ContextMenu", "menu");

/** Listen for keys, and call the hands' methods: each gets the key that was pressed. */
export function listen(hands) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const name = nameOf(event);
    if (!name || !hands[name]) return;
    event.preventDefault();
    hands[name](event.key);
  });
}

function nameOf(event) {
  const target = event.target;
  const commands = event.ctrlKey || event.metaKey;
  if (target.closest(FIELDS)) return null;
  if (commands && event.key.toLowerCase() === "z") return event.shiftKey ? "redo" : "undo";
  if (commands && event.key.toLowerCase() === "y") return "redo";
  if (commands || event.altKey) return null;
  if (event.key === "F10" && event.shiftKey) return "menu";
  if ((event.key === "Enter" || event.key === " ") && target.closest(ACTED)) return null;
  if (event.key.length === 1 && !singleKeys()) return null;
  return METHODS.get(event.key) ?? null;
}
