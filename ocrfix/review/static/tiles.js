// The scan as tiles of several sizes: which are seen, which are fetched, which are kept.

import { pageAddress } from "./api.js";

const MOST_AT_ONCE = 3; // a browser keeps six connections to a server: actions must never wait for tiles
const MOST_KEPT = 96; // a tile takes a megabyte once it is decoded

export class Tiles {
  #page;
  #size;
  #levels;
  #kept = new Map();
  #wanted = [];
  #loading = 0;
  #arrived;

  /** `tiles` is the view's {size, levels}; `arrived` is called when a new tile can be drawn. */
  constructor(page, tiles, arrived) {
    this.#page = page;
    this.#size = tiles.size;
    this.#levels = [...tiles.levels].sort((a, b) => a.scale - b.scale);
    this.#arrived = arrived;
  }

  /** Draw what is seen of `box` (scan pixels) at `zoom` (device pixels a scan pixel), and fetch what is missing. */
  draw(context, box, zoom) {
    const sharp = this.#levels.find((level) => level.scale >= zoom * 0.9) ?? this.#levels.at(-1);
    const missing = [];
    for (const level of this.#levels) {
      if (level.scale > sharp.scale) break;
      const isBase = level === this.#levels[0];
      for (const tile of this.#seen(level, box)) {
        const picture = this.#kept.get(tile.key);
        if (picture?.ready) this.#paint(context, tile, picture);
        else if (!picture && (level === sharp || isBase)) missing.push(tile);
      }
    }
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const away = (tile) => Math.hypot(tile.left + tile.span / 2 - middle[0], tile.top + tile.span / 2 - middle[1]);
    this.#wanted = missing.sort((a, b) => a.scale - b.scale || away(a) - away(b));
    this.#fetchNext();
  }

  #seen(level, box) {
    const span = this.#size / level.scale;
    const tiles = [];
    const last = (value, count) => Math.min(count - 1, Math.floor(value / span));
    for (let row = Math.max(0, Math.floor(box.top / span)); row <= last(box.bottom, level.rows); row++) {
      for (let column = Math.max(0, Math.floor(box.left / span)); column <= last(box.right, level.columns); column++) {
        const key = `${level.level}/${column}/${row}`;
        tiles.push({ key, span, scale: level.scale, left: column * span, top: row * span });
      }
    }
    return tiles;
  }

  #paint(context, tile, picture) {
    this.#kept.delete(tile.key);
    this.#kept.set(tile.key, picture);
    const { naturalWidth: width, naturalHeight: height } = picture.image;
    context.drawImage(picture.image, tile.left, tile.top, width / tile.scale, height / tile.scale);
  }

  #fetchNext() {
    while (this.#loading < MOST_AT_ONCE && this.#wanted.length) {
      const tile = this.#wanted.shift();
      const picture = { image: new Image(), ready: false };
      this.#kept.set(tile.key, picture);
      this.#loading++;
      picture.image.src = pageAddress(this.#page, "tiles", ...tile.key.split("/")) + ".jpg";
      picture.image.decode().then(
        () => (picture.ready = true),
        () => setTimeout(() => this.#kept.delete(tile.key), 2000),
      ).finally(() => {
        this.#loading--;
        this.#dropOldest();
        this.#arrived();
      });
    }
  }

  #dropOldest() {
    for (const [key, picture] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) return;
      if (picture.ready) this.#kept.delete(key);
    }
  }
}
