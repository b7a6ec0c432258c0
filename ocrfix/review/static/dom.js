// Elements made from script. What a page says is hostile: it goes in as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** A new element. Attributes that are null, undefined or false are left out; children are nodes or text. */
export function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** A new SVG element, as `make`. */
export function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A drawing of icons.svg, hidden from screen readers: what carries it has a name of its own. */
export function icon(name) {
  return draw("svg", { class: "icon", "aria-hidden": "true" }, draw("use", { href: `/static/icons.svg#${name}` }));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A button pressed with the mouse does not take the focus away from the work. */
export function keepFocus(bar) {
  bar.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault();
  });
}

/** The code points of a text: places in lines count these, not UTF-16 units. */
export const points = (text) => Array.from(text);

/** A slice of a text by code points. */
export const slice = (text, start, end) => points(text).slice(start, end).join("");
