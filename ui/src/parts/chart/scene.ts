// A drawing as plain data: the page shows it, and the same drawing becomes an SVG or a picture.
// Sizes are in units of which a line of small text has eleven; colours are roles, not values.

export type Tone = 0 | 1 | 2 | 3;
export type Role =
  | "grid" | "zero" | "axis" | "label" | "before" | "hatch" | "edge" | "team"
  | "fill0" | "fill1" | "fill2" | "fill3" | "line0" | "line1" | "line2" | "line3" | "name0" | "name1" | "name2" | "name3" | "hollow0" | "hollow1" | "hollow2" | "hollow3"
  | "heat0" | "heat1" | "heat2" | "heat3" | "heat4" | "heat5" | "low" | "high" | "track";

export type Mark =
  | { is: "rect"; role: Role; x: number; y: number; w: number; h: number; round?: number }
  | { is: "path"; role: Role; d: string; dashed?: boolean; width?: number }
  | { is: "circle"; role: Role; x: number; y: number; r: number }
  | { is: "text"; role: Role; x: number; y: number; text: string; at: "start" | "middle" | "end"; size?: number; bold?: boolean; /** with a rim, over lines */ rim?: boolean };

/** Something that can be pointed at: `col` and `row` say what it is, the rest where. */
export type Stop = { col: number; row: number; x: number; y: number; r?: number; box?: { x: number; y: number; w: number; h: number } };

export type Scene = {
  width: number;
  height: number;
  marks: Mark[];
  stops: Stop[];
  /** What a pointer means: the nearest column, or the nearest thing. */
  pick: "column" | "near";
};

export const TEXT = 11;

/** So wide is a text about; the fonts of all systems differ little. */
export const wide = (text: string, size = TEXT): number => {
  let all = 0;
  for (const letter of text) all += letter > "\u2e80" ? 1 : /[iljt.,:'|\s]/.test(letter) ? 0.34 : /[mwMW%]/.test(letter) ? 0.9 : /[A-Z]/.test(letter) ? 0.68 : 0.6;
  return all * size;
};

/** A text that fits, with an ellipsis where it had to be cut; whole letters only. */
export function fitted(text: string, room: number, size = TEXT): string {
  if (wide(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && wide(`${letters.join("")}…`, size) > room) letters.pop();
  return `${letters.join("")}…`;
}

export const round = (value: number): number => Math.round(value * 10) / 10;

/** Where an axis ends and how far its lines are apart: numbers that read well, four lines or so. */
export function axis(least: number, most: number, whole = false): { low: number; high: number; step: number } {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  if (whole) step = Math.max(1, Math.ceil(step));
  const tidy = (value: number) => Number(value.toPrecision(12));
  const from = Math.floor(tidy(low / step));
  const to = Math.max(from + 1, Math.ceil(tidy(high / step)));
  return { low: tidy(from * step), high: tidy(to * step), step: tidy(step) };
}

/** The lines of an axis, from below. */
export function lines({ low, high, step }: { low: number; high: number; step: number }): number[] {
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(12)));
}

export const line = (x1: number, y1: number, x2: number, y2: number): string => `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;

/** Slanted lines within a box: what is not over yet is hatched, so that it is told without colour. */
export function hatch(x: number, y: number, w: number, h: number, apart = 5): string {
  let path = "";
  for (let c = apart; c < w + h; c += apart) {
    const [x1, y1] = c <= h ? [0, c] : [c - h, h];
    const [x2, y2] = c <= w ? [c, 0] : [w, c - w];
    path += line(x + x1, y + y1, x + x2, y + y2);
  }
  return path;
}

/** The labels of a row of columns, so many as have room, each knowing which one stands before it. */
export function ticks(count: number, step: number, tick: (index: number, before: number | null) => string): { index: number; label: string }[] {
  if (count === 0) return [];
  const widest = Math.max(...[0, Math.floor(count / 2), count - 1].map((index) => wide(tick(index, null))));
  const every = Math.max(1, Math.ceil((widest + 14) / Math.max(0.01, step)));
  const list: { index: number; label: string }[] = [];
  // Counted from the newest, which is the one people look for.
  for (let index = (count - 1) % every; index < count; index += every) {
    list.push({ index, label: tick(index, list.at(-1)?.index ?? null) });
  }
  return list;
}

/** The stop a pointer means; null when it points at nothing. */
export function pointed(scene: Scene, x: number, y: number): number | null {
  let best: number | null = null;
  let least = scene.pick === "column" ? Infinity : 26;
  scene.stops.forEach((stop, index) => {
    const inside = stop.box && x >= stop.box.x && x <= stop.box.x + stop.box.w && y >= stop.box.y && y <= stop.box.y + stop.box.h;
    const far = inside ? 0 : scene.pick === "column" ? Math.abs(stop.x - x) * 1000 + Math.abs(stop.y - y) : stop.box ? Infinity : Math.hypot(stop.x - x, stop.y - y);
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

/** Where an arrow key leads: the next thing in that direction, or the same where there is none. */
export function stepped(scene: Scene, at: number | null, key: string): number | null {
  const { stops } = scene;
  if (stops.length === 0) return null;
  const from = at === null ? undefined : stops[at];
  // Whoever comes from the table reads the newest first.
  if (!from) return key === "Home" ? 0 : stops.length - 1;
  const find = (wanted: (stop: Stop) => boolean, far: (stop: Stop) => number): number => {
    let best = at as number;
    let least = Infinity;
    stops.forEach((stop, index) => {
      if (wanted(stop) && far(stop) < least) [best, least] = [index, far(stop)];
    });
    return best;
  };
  const aside = (stop: Stop) => Math.abs(stop.row - from.row) * 1000 + Math.abs(stop.col - from.col);
  const above = (stop: Stop) => Math.abs(stop.col - from.col) + Math.abs(stop.row - from.row) * 1000;
  switch (key) {
    case "ArrowRight":
      return find((stop) => stop.col > from.col, (stop) => (stop.col - from.col) * 1000 + Math.abs(stop.row - from.row));
    case "ArrowLeft":
      return find((stop) => stop.col < from.col, (stop) => (from.col - stop.col) * 1000 + Math.abs(stop.row - from.row));
    case "ArrowDown":
      return find((stop) => stop.row > from.row, above);
    case "ArrowUp":
      return find((stop) => stop.row < from.row, above);
    case "Home":
      return find((stop) => stop.row === from.row, (stop) => stop.col);
    case "End":
      return find((stop) => stop.row === from.row, (stop) => -stop.col);
    default:
      return find((stop) => stop === from, aside);
  }
}
