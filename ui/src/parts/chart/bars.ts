// Bars over time, one above the other where there are several kinds; below zero where something is lost.
import { axis, fitted, hatch, line, lines, round, ticks, wide, type Mark, type Scene, type Stop } from "./scene";
import type { LineChart } from "./line";

const BELOW = 20;

export function barScene({ width, height, series, tick, mark, whole, least }: LineChart): Scene {
  const shown = series.filter((one) => !one.before);
  const before = series.filter((one) => one.before);
  const count = Math.max(...series.map((one) => one.points.length), 0);
  const sums = Array.from({ length: count }, (_, i) => ({
    up: shown.reduce((sum, one) => sum + Math.max(0, one.points[i]?.value ?? 0), 0),
    down: shown.reduce((sum, one) => sum + Math.min(0, one.points[i]?.value ?? 0), 0),
  }));
  const others = before.flatMap((one) => one.points.map((point) => point.value ?? 0));
  const scale = axis(Math.min(0, ...sums.map((sum) => sum.down), ...others), Math.max(least ?? 0, ...sums.map((sum) => sum.up), ...others), whole);
  const marked = lines(scale);
  const left = Math.max(24, ...marked.map((value) => wide(mark(value)) + 10));
  const above = shown.length > 1 ? 26 : 10;
  const bottom = height - BELOW;
  const step = (width - left - 4) / Math.max(1, count);
  const bar = Math.min(46, Math.max(1, step * 0.72));
  const y = (value: number) => bottom - ((value - scale.low) / (scale.high - scale.low)) * (bottom - above);
  const marks: Mark[] = [];
  const stops: Stop[] = [];

  for (const value of marked) {
    marks.push({ is: "path", role: value === 0 ? "zero" : "grid", d: line(left, y(value), width, y(value)) });
    marks.push({ is: "text", role: "axis", x: left - 7, y: round(y(value) + 3.8), text: mark(value), at: "end" });
  }
  for (const { index, label } of ticks(count, step, tick)) {
    const half = wide(label) / 2;
    marks.push({ is: "text", role: "axis", x: round(Math.min(Math.max(left + (index + 0.5) * step, half), width - half)), y: height - 4, text: label, at: "middle" });
  }
  if (shown.length > 1) {
    let x = left;
    for (const one of shown) {
      marks.push({ is: "rect", role: `fill${one.tone}`, x: round(x), y: 2, w: 9, h: 9, round: 2 });
      marks.push({ is: "text", role: "label", x: round(x + 14), y: 10.5, text: one.name, at: "start" });
      x += wide(one.name) + 34;
    }
  }
  for (let index = 0; index < count; index++) {
    let [up, down] = [0, 0];
    const x = left + (index + 0.5) * step - bar / 2;
    shown.forEach((one) => {
      const point = one.points[index];
      if (!point || point.value === null) return;
      const from = point.value >= 0 ? up : down;
      const to = from + point.value;
      if (point.value >= 0) up = to;
      else down = to;
      const [high, low] = [y(Math.max(from, to)), y(Math.min(from, to))];
      const tall = Math.max(point.value === 0 ? 0 : 1, low - high);
      const box = { x: round(x), y: round(high), w: round(bar), h: round(tall) };
      if (point.unfinished) {
        marks.push({ is: "rect", role: `hollow${one.tone}`, ...box, round: Math.min(2, bar / 4) });
        if (tall > 3) marks.push({ is: "path", role: `line${one.tone}`, d: hatch(box.x, box.y, box.w, box.h), width: 1 });
      } else {
        marks.push({ is: "rect", role: `fill${one.tone}`, ...box, round: Math.min(2, bar / 4) });
      }
      stops.push({ col: index, row: series.indexOf(one), x: round(x + bar / 2), y: box.y + box.h / 2, box: { ...box, h: Math.max(box.h, 2) } });
    });
    for (const one of before) {
      const point = one.points[index];
      if (!point || point.value === null) continue;
      marks.push({ is: "path", role: "before", d: line(x - 1.5, y(point.value), x + bar + 1.5, y(point.value)), width: 2 });
    }
  }
  return { width, height, marks, stops, pick: "column" };
}

/** Lying bars, one for each name: what a score is made of. */
export type LyingBar = { name: string; value: number | null; text: string; /** a part of the one above */ under?: boolean };

export function lyingScene({ width, bars, most }: { width: number; bars: LyingBar[]; most: number }): Scene {
  const row = 26;
  const left = Math.min(width * 0.45, Math.max(...bars.map((one) => wide(one.name)), 40) + 34);
  const right = Math.max(...bars.map((one) => wide(one.text)), 20) + 12;
  const room = width - left - right;
  const marks: Mark[] = [];
  const stops: Stop[] = [];
  bars.forEach((one, index) => {
    const y = index * row + 5;
    const long = one.value === null ? 0 : Math.max(0, Math.min(1, one.value / most)) * room;
    const [top, tall] = one.under ? [y + 5, 6] : [y + 2, 12];
    marks.push({ is: "text", role: one.under ? "axis" : "label", x: one.under ? 14 : 0, y: y + 12, text: fitted(one.name, left - 24), at: "start", bold: !one.under });
    marks.push({ is: "rect", role: "track", x: round(left), y: top, w: round(room), h: tall, round: 3 });
    if (long > 0) marks.push({ is: "rect", role: "fill0", x: round(left), y: top, w: round(long), h: tall, round: 3 });
    marks.push({ is: "text", role: one.under ? "axis" : "label", x: round(left + room + 8), y: y + 12, text: one.text, at: "start", bold: !one.under });
    stops.push({ col: 0, row: index, x: left + room / 2, y: y + 8, box: { x: 0, y: index * row, w: width, h: row } });
  });
  return { width, height: bars.length * row + 4, marks, stops, pick: "near" };
}
