// A menu at a place of the screen, for mouse, touch and keys.

import { make } from "./dom.js";

let open = null;

/** Show `entries` at [x, y]: each {words, act} or {words, entries} or null for a rule; `checked` marks a choice.
 *  `closed` is called when it goes away, whatever was chosen. */
export function showMenu([x, y], title, entries, closed = () => {}) {
  closeMenu();
  const before = document.activeElement;
  const menu = make("div", { class: "menu", role: "menu", "aria-label": title, tabindex: "-1" });
  document.body.append(menu);
  const close = () => {
    menu.remove();
    removeEventListener("pointerdown", away, true);
    open = null;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    closed();
  };
  const away = (event) => menu.contains(event.target) || close();
  addEventListener("pointerdown", away, true);
  open = { close };
  const path = [];
  const show = (words, list) => {
    path.push([words, list]);
    menu.replaceChildren(make("p", { class: "menu-title", "aria-hidden": "true" }, words), ...list.map((entry) => node(entry)));
    menu.querySelector("button")?.focus();
    place(menu, x, y);
  };
  const node = (entry) => {
    if (!entry) return make("hr", {});
    const act = () => {
      if (entry.entries) return show(entry.words, entry.entries);
      close();
      return entry.act();
    };
    return make("button", { type: "button", role: entry.checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": entry.checked === undefined ? null : String(entry.checked), "aria-haspopup": entry.entries ? "menu" : null, tabindex: "-1", onclick: act, disabled: entry.disabled },
      make("span", {}, entry.words), entry.key ? make("kbd", { "aria-hidden": "true" }, entry.key) : null);
  };
  const back = () => {
    if (path.length < 2) return;
    path.pop();
    show(...path.pop());
  };
  menu.addEventListener("keydown", (event) => steer(event, menu, close, back));
  show(title, entries.filter((entry, index, all) => entry || all[index - 1]));
}

export const closeMenu = () => open?.close();

function steer(event, menu, close, back) {
  const buttons = [...menu.querySelectorAll("button:not(:disabled)")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
  else if (event.key === "Home") buttons[0]?.focus();
  else if (event.key === "End") buttons.at(-1)?.focus();
  else if (event.key === "ArrowRight") document.activeElement.matches("[aria-haspopup]") && document.activeElement.click();
  else if (event.key === "ArrowLeft") back();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else if (/^[1-9]$/.test(event.key)) buttons[event.key - 1]?.click();
  else if (event.key === "Enter" || event.key === " ") return event.stopPropagation();
  else if (event.key.length === 1) startingWith(event.key, buttons, at)?.focus();
  event.preventDefault();
  return event.stopPropagation();
}

function startingWith(letter, buttons, at) {
  const turned = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  return turned.find((button) => button.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
}

function place(menu, x, y) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}
