// The interface's own words, from the table of `ocrfix/review/strings.py`.

let table = {};

/** Fetch the words of the language that the document is written in. */
export async function loadWords() {
  const answer = await fetch(`/strings.json?language=${document.documentElement.lang}`);
  table = await answer.json();
}

/** The words of a key, with `{name}` replaced by the values' `name`. */
export function say(key, values = {}) {
  const words = table[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words of a key such as `kind.misread.likeness`, or of the shorter keys before its dots, or `otherwise`. */
export function sayKind(family, kind, otherwise = kind) {
  const parts = kind.split(".");
  while (parts.length) {
    const words = table[`${family}.${parts.join(".")}`];
    if (words) return words;
    parts.pop();
  }
  return otherwise;
}
