// What the editor chose for this browser: name, theme, language, single keys. The server reads the cookies
// `theme` and `language` when it writes a page, so that nothing flickers.

const YEAR_S = 365 * 24 * 3600;

export const author = () => localStorage.getItem("author") ?? "";
export const keepAuthor = (name) => localStorage.setItem("author", name.trim());

export const singleKeys = () => localStorage.getItem("single-keys") !== "off";
export const keepSingleKeys = (on) => localStorage.setItem("single-keys", on ? "on" : "off");

/** Light or dark, as the page looks now. */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function keepTheme(name) {
  document.documentElement.dataset.theme = name;
  keepCookie("theme", name);
}

/** Show the interface in this language, `zh` or `en`, from now on. */
export function keepLanguage(code) {
  keepCookie("language", code);
  location.reload();
}

function keepCookie(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; SameSite=Strict`;
}

/** Wire the buttons of the header that every page has. */
export function wireChoices(root = document) {
  root.querySelector("[data-do=theme]")?.addEventListener("click", () => {
    keepTheme(theme() === "dark" ? "light" : "dark");
  });
  root.querySelector("[data-do=language]")?.addEventListener("click", (event) => {
    keepLanguage(event.currentTarget.dataset.language);
  });
}
