// Points, quadrilaterals and the way from scan to screen. Points are [x, y]; a matrix is a DOMMatrix.

const between = ([ax, ay], [bx, by], share) => [ax + (bx - ax) * share, ay + (by - ay) * share];
const distance = ([ax, ay], [bx, by]) => Math.hypot(bx - ax, by - ay);

export const isVertical = (mode) => mode.startsWith("vertical");

/** The two long sides of a line's quadrilateral, each from where the line begins to where it ends. */
function sides(line) {
  const [a, b, c, d] = line.polygon;
  if (isVertical(line.writing_mode)) return [[a, d], [b, c]];
  if (line.writing_mode === "horizontal-rtl") return [[b, a], [c, d]];
  return [[a, b], [d, c]];
}

/** How long a line is, in pixels of the scan. */
export const lengthOf = (line) => distance(...sides(line)[0]);

/** How thick a line is, in pixels of the scan: about the size of its characters. */
export function thickness(line) {
  const [near, far] = sides(line);
  return (distance(near[0], far[0]) + distance(near[1], far[1])) / 2;
}

/** The quadrilateral of a line's code points from `start` to `end`; the whole line where stops are unknown. */
export function placeOf(line, start, end) {
  const { stops } = line;
  if (!stops.length || line.polygon.length !== 4) return line.polygon;
  const [near, far] = sides(line);
  const length = lengthOf(line) || 1;
  const least = thickness(line) * 0.15;
  let from = edge(stops, start, 0);
  let to = edge(stops, end - 1, 1);
  if (end <= start) {
    from = edge(stops, start, 0) - least;
    to = from + 2 * least;
  }
  const [a, b] = [from / length, to / length];
  return [between(...near, a), between(...near, b), between(...far, b), between(...far, a)];
}

/** Where a code point begins (side 0) or ends (1); `stops` are start, end, start, end … */
function edge(stops, index, side) {
  const count = stops.length / 2;
  return index >= count ? stops.at(-1) : stops[2 * Math.max(0, index) + side];
}

/** The code point of a line that stands at a point of the scan. */
export function pointAt(line, [x, y]) {
  const [near, far] = sides(line);
  const [ax, ay] = between(near[0], far[0], 0.5);
  const [bx, by] = between(near[1], far[1], 0.5);
  const length = distance([ax, ay], [bx, by]) || 1;
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
  const ends = line.stops.filter((_, index) => index % 2);
  const index = ends.findIndex((end) => along < end);
  return index < 0 ? Math.max(0, ends.length - 1) : index;
}

export function isInside(polygon, [x, y]) {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i];
    const [bx, by] = polygon[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The upright box around points, as {left, top, right, bottom}. */
export function boxOf(polygon) {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

export function middleOf(polygon) {
  const box = boxOf(polygon);
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}

/** A polygon as the `points` attribute of SVG. */
export const pointList = (polygon) => polygon.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

export function moved(matrix, [x, y]) {
  return [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f];
}
