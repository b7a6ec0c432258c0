// What the server is asked. Each way in which it can fail is an error of its own.

import { author } from "./choices.js";

/** Someone else changed the page: `by` says who and what, as [{author, time, words}]. */
export class Conflict extends Error {
  constructor(answer) {
    super(answer.error);
    this.by = answer.by ?? [];
  }
}

/** The server does not do this; `hint` says what helps. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? String(status));
    this.status = status;
    this.hint = answer.hint ?? "";
  }
}

/** No server answers. */
export class Gone extends Error {}

/** The answer to a GET, from JSON. */
export const ask = (address) => request(address, { method: "GET" });

/** The answer to a POST of `content`, from JSON. */
export function tell(address, content) {
  return request(address, {
    method: "POST",
    body: JSON.stringify(content),
    headers: { "Content-Type": "application/json", "X-Author": encodeURIComponent(author()) },
  });
}

/** The address of a page in the API; `rest` are further steps of the path. */
export const pageAddress = (page, ...rest) =>
  ["/api/pages", ...[page, ...rest].map((step) => encodeURIComponent(step))].join("/");

/** The picture of a piece of a line, with some of its surroundings. */
export const cropAddress = (page, line, start, end) =>
  `${pageAddress(page, "crops", `${line}.jpg`)}?start=${start}&end=${end}`;

async function request(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, credentials: "same-origin" });
  } catch {
    throw new Gone();
  }
  const content = await answer.json().catch(() => ({}));
  if (answer.status === 409) throw new Conflict(content);
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}
