// A table of shares as a picture: the darker the more. What is not over is hatched.
import { hatch, round, wide, type Mark, type Scene, type Stop } from "./scene";

export type HeatRow = { name: string; size: string; cells: { share: number | null; unfinished: boolean }[] };

/** Lower bounds of the steps, in percent: retention seldom comes near a hundred, so the low ones are told apart. */
export const STEPS = [0, 5, 10, 20, 35, 55] as const;

export type HeatStep = 0 | 1 | 2 | 3 | 4 | 5;

export function heatStep(share: number): HeatStep {
  return Math.max(0, STEPS.findLastIndex((from) => share >= from)) as HeatStep;
}

const CELL = 24;
const HEAD = 20;

export function heatScene({ width, rows, heading, size, average, averageName }: { width: number; rows: HeatRow[]; heading: string; size: string; /** below each column */ average: (number | null)[]; averageName: string }): Scene {
  const columns = Math.max(...rows.map((row) => row.cells.length), 1);
  const names = Math.max(wide(heading), ...rows.map((row) => wide(row.name)), wide(averageName)) + 12;
  const sizes = Math.max(wide(size), ...rows.map((row) => wide(row.size))) + 14;
  const left = names + sizes;
  const cell = Math.max(27, Math.min(52, (width - left) / columns));
  const marks: Mark[] = [
    { is: "text", role: "axis", x: 0, y: 12, text: heading, at: "start" },
    { is: "text", role: "axis", x: left - 10, y: 12, text: size, at: "end" },
  ];
  const stops: Stop[] = [];
  for (let col = 0; col < columns; col++) {
    if (cell > 30 || col % 2 === 0) marks.push({ is: "text", role: "axis", x: round(left + (col + 0.5) * cell), y: 12, text: String(col), at: "middle" });
  }
  const show = (value: number) => (value > 0 && value < 0.5 ? "<1" : String(Math.round(value)));
  rows.forEach((row, index) => {
    const y = HEAD + index * CELL;
    marks.push({ is: "text", role: "label", x: 0, y: y + 16, text: row.name, at: "start" });
    marks.push({ is: "text", role: "axis", x: left - 10, y: y + 16, text: row.size, at: "end" });
    row.cells.forEach((one, col) => {
      if (one.share === null) return;
      const step = heatStep(one.share);
      const box = { x: round(left + col * cell + 1), y: y + 1, w: round(cell - 2), h: CELL - 2 };
      marks.push({ is: "rect", role: `heat${step}`, ...box, round: 3 });
      if (one.unfinished) marks.push({ is: "path", role: step > 3 ? "hatch" : "before", d: hatch(box.x, box.y, box.w, box.h, 6), width: 1 });
      marks.push({ is: "text", role: step > 3 ? "high" : "low", x: round(box.x + box.w / 2), y: y + 16, text: show(one.share), at: "middle" });
      stops.push({ col, row: index, x: box.x + box.w / 2, y: y + CELL / 2, box });
    });
  });
  const y = HEAD + rows.length * CELL + 6;
  marks.push({ is: "text", role: "label", x: 0, y: y + 16, text: averageName, at: "start", bold: true });
  average.forEach((value, index) => {
    if (value === null) return;
    const step = heatStep(value);
    const x = round(left + index * cell + 1);
    marks.push({ is: "rect", role: `heat${step}`, x, y: y + 1, w: round(cell - 2), h: CELL - 2, round: 3 });
    marks.push({ is: "text", role: step > 3 ? "high" : "low", x: round(x + (cell - 2) / 2), y: y + 16, text: show(value), at: "middle", bold: true });
  });
  return { width: Math.max(width, left + columns * cell), height: y + CELL + 2, marks, stops, pick: "near" };
}
