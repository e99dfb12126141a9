// One to four lines over time. Where there is no value there is no line; what is not over is dashed.
import { axis, fitted, line, lines, round, ticks, wide, type Mark, type Scene, type Stop, type Tone } from "./scene";

export type Dot = { value: number | null; unfinished?: boolean | undefined };
export type Series = { name: string; tone: Tone; points: Dot[]; /** the equally long stretch before: muted, and nothing to point at */ before?: boolean };
export type LineChart = {
  width: number;
  height: number;
  series: Series[];
  tick: (index: number, before: number | null) => string;
  /** what a number of the axis looks like */
  mark: (value: number) => string;
  whole?: boolean;
  /** the axis ends there even if nothing reaches it */
  least?: number;
};

const BELOW = 20;
const ABOVE = 10;

export function lineScene({ width, height, series, tick, mark, whole, least }: LineChart): Scene {
  const values = series.flatMap((one) => one.points.flatMap((point) => (point.value === null ? [] : [point.value])));
  const scale = axis(Math.min(0, ...values), Math.max(least ?? 0, ...values), whole);
  const marked = lines(scale);
  const left = Math.max(24, ...marked.map((value) => wide(mark(value)) + 10));
  const named = series.filter((one) => !one.before).length > 1;
  const names = named ? Math.min(width * 0.26, Math.max(...series.map((one) => (one.before ? 0 : wide(one.name)))) + 14) : 12;
  const count = Math.max(...series.map((one) => one.points.length), 0);
  const bottom = height - BELOW;
  const step = (width - left - names) / Math.max(1, count - 1);
  const x = (index: number) => left + (count === 1 ? (width - left - names) / 2 : index * step);
  const y = (value: number) => bottom - ((value - scale.low) / (scale.high - scale.low)) * (bottom - ABOVE);
  const marks: Mark[] = [];
  const stops: Stop[] = [];

  for (const value of marked) {
    marks.push({ is: "path", role: value === 0 ? "zero" : "grid", d: line(left, y(value), width - names + 8, y(value)) });
    marks.push({ is: "text", role: "axis", x: left - 7, y: round(y(value) + 3.8), text: mark(value), at: "end" });
  }
  for (const { index, label } of ticks(count, step, tick)) {
    const half = wide(label) / 2;
    marks.push({ is: "text", role: "axis", x: round(Math.min(Math.max(x(index), half), width - half)), y: height - 4, text: label, at: "middle" });
  }

  const ends: { name: string; tone: Tone; y: number }[] = [];
  // The comparison lies under what is compared.
  for (const one of series.toSorted((a, b) => Number(b.before ?? false) - Number(a.before ?? false))) {
    const row = series.indexOf(one);
    let solid = "";
    let dashed = "";
    one.points.forEach((point, index) => {
      if (point.value === null) return;
      const before = one.points[index - 1];
      const after = one.points[index + 1];
      const [px, py] = [round(x(index)), round(y(point.value))];
      if (before && before.value !== null) {
        const piece = line(x(index - 1), y(before.value), px, py);
        if (point.unfinished || before.unfinished) dashed += piece;
        else solid += solid.endsWith(`${round(x(index - 1))} ${round(y(before.value))}`) ? `L${px} ${py}` : piece;
      }
      const alone = (!before || before.value === null) && (!after || after.value === null);
      if (one.before) {
        if (alone) marks.push({ is: "circle", role: "before", x: px, y: py, r: 1.5 });
        return;
      }
      if (point.unfinished) marks.push({ is: "circle", role: `hollow${one.tone}`, x: px, y: py, r: 3 });
      else if (alone || count <= 14) marks.push({ is: "circle", role: `fill${one.tone}`, x: px, y: py, r: alone ? 3 : 2.2 });
      stops.push({ col: index, row, x: px, y: py });
    });
    const role = one.before ? "before" : (`line${one.tone}` as const);
    const width_ = one.before ? 1.5 : 2;
    if (solid) marks.unshift({ is: "path", role, d: solid, width: width_ });
    if (dashed) marks.unshift({ is: "path", role, d: dashed, dashed: true, width: width_ });
    const last = one.points.findLast((point) => point.value !== null);
    if (named && !one.before && last && last.value !== null) ends.push({ name: one.name, tone: one.tone, y: y(last.value) });
  }
  // Lines lie over the grid and under the dots.
  marks.sort((a, b) => depth(a) - depth(b));
  for (const end of apart(ends, ABOVE, bottom)) {
    marks.push({ is: "text", role: `name${end.tone}`, x: round(width - names + 10), y: round(end.y + 3.8), text: fitted(end.name, names - 10), at: "start", bold: true });
  }
  stops.sort((a, b) => a.col - b.col || a.row - b.row);
  return { width, height, marks, stops, pick: "column" };
}

const depth = (mark: Mark): number => (mark.role === "grid" || mark.role === "zero" ? 0 : mark.role === "before" ? 1 : mark.is === "path" ? 2 : 3);

/** Names that would lie on each other are moved apart, none out of the drawing. */
export function apart<T extends { y: number }>(list: T[], top: number, bottom: number, room = 13): T[] {
  const sorted = list.map((one) => ({ ...one })).sort((a, b) => a.y - b.y);
  sorted.forEach((one, i) => (one.y = Math.max(one.y, i === 0 ? top : sorted[i - 1]!.y + room)));
  for (let i = sorted.length - 1; i >= 0; i--) sorted[i]!.y = Math.min(sorted[i]!.y, i === sorted.length - 1 ? bottom : sorted[i + 1]!.y - room);
  return sorted;
}
