// Drawings: what is not known is not drawn, what is not over looks different, and colours can be read.
import { expect, test } from "vitest";
import tokens from "../../tokens.css?raw";
import { barScene, lyingScene } from "./bars";
import { heatScene, heatStep, STEPS } from "./heat";
import { apart, lineScene } from "./line";
import { layout, networkScene, strongest } from "./network";
import { paints } from "./paint";
import { axis, fitted, hatch, lines, pointed, stepped, ticks, wide, type Mark, type Role, type Scene } from "./scene";
import { sheet, svg, wrapped } from "./sheet";
import { spark } from "./spark";

const drawing = { width: 600, height: 200, tick: (index: number) => `t${index}`, mark: String };
const dots = (...values: (number | null)[]) => values.map((value) => ({ value }));
const one = (...values: (number | null)[]) => [{ name: "A", tone: 0 as const, points: dots(...values) }];
const path = (scene: Scene, role: Role) => scene.marks.flatMap((mark) => (mark.is === "path" && mark.role === role ? [mark] : []));

test("an axis ends at a number that reads well, holds every value and counts people whole", () => {
  expect(axis(0, 97)).toEqual({ low: 0, high: 100, step: 25 });
  expect(axis(-45, 60)).toMatchObject({ low: -50, high: 100 });
  expect(axis(0, 3, true)).toEqual({ low: 0, high: 3, step: 1 });
  expect(axis(0, 0)).toMatchObject({ low: 0 });
  expect(axis(0, 0.07).high).toBe(0.08);
  for (let most = 0.013; most < 1e7; most *= 1.7) {
    for (const least of [0, -most * 0.4]) {
      const scale = axis(least, most);
      expect(scale.high).toBeGreaterThanOrEqual(most);
      expect(scale.low).toBeLessThanOrEqual(least);
      expect(lines(scale).at(-1)).toBeCloseTo(scale.high, 6);
      expect(lines(scale).length).toBeLessThan(8);
    }
  }
});

test("labels of an axis never lie on each other, and the newest has one", () => {
  for (const count of [1, 5, 24, 400]) {
    const step = 560 / count;
    const list = ticks(count, step, (index) => `2 Nov ${2000 + index}`);
    expect(list.at(-1)?.index).toBe(count - 1);
    list.slice(1).forEach((tick, i) => expect((tick.index - list[i]!.index) * step).toBeGreaterThan(wide(tick.label)));
  }
});

test("where there is no value there is no line, and one alone is a dot", () => {
  const scene = lineScene({ ...drawing, series: one(1, 2, null, 4, null, 6, 7) });
  const drawn = path(scene, "line0").map((mark) => mark.d).join("");
  expect(drawn.match(/M/g)).toHaveLength(2);
  expect(scene.stops.map((stop) => stop.col)).toEqual([0, 1, 3, 5, 6]);
  expect(scene.marks.some((mark) => mark.is === "circle" && mark.r === 3)).toBe(true);
});

test("what is not over is dashed and hollow as a line, hatched as a bar", () => {
  const series = [{ name: "A", tone: 1 as const, points: [{ value: 3 }, { value: 5 }, { value: 2, unfinished: true }] }];
  const line = lineScene({ ...drawing, series });
  expect(path(line, "line1").map((mark) => mark.dashed ?? false).sort()).toEqual([false, true]);
  expect(line.marks.filter((mark) => mark.role === "hollow1")).toHaveLength(1);
  const bars = barScene({ ...drawing, series });
  expect(bars.marks.filter((mark) => mark.is === "rect" && mark.role === "fill1")).toHaveLength(2);
  expect(path(bars, "line1")).toHaveLength(1);
});

test("a comparison is grey and nothing to point at", () => {
  const scene = lineScene({ ...drawing, series: [...one(1, 2, 3), { name: "Before", tone: 0, before: true, points: dots(9, 8, 7) }] });
  expect(path(scene, "before")).toHaveLength(1);
  expect(new Set(scene.stops.map((stop) => stop.row))).toEqual(new Set([0]));
});

test("bars stand on each other, and losses hang below zero", () => {
  const scene = barScene({ ...drawing, series: [{ name: "A", tone: 0, points: dots(4, -3) }, { name: "B", tone: 1, points: dots(6, 0) }] });
  const [a, b, loss] = [scene.stops.find((stop) => stop.col === 0 && stop.row === 0)!, scene.stops.find((stop) => stop.col === 0 && stop.row === 1)!, scene.stops.find((stop) => stop.col === 1 && stop.row === 0)!];
  expect(b.box!.y + b.box!.h).toBeCloseTo(a.box!.y, 0);
  expect(loss.box!.y).toBeCloseTo(a.box!.y + a.box!.h, 0);
  expect(lyingScene({ width: 400, bars: [{ name: "x", value: null, text: "—" }], most: 100 }).marks.some((mark) => mark.role === "fill0")).toBe(false);
});

test("hatching stays within its box", () => {
  for (const [w, h] of [[30, 22], [8, 90], [40, 3]] as const) {
    const numbers = [...hatch(10, 20, w, h).matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
    for (const [x, y] of numbers) {
      expect(x! >= 10 && x! <= 10 + w + 0.1, `${x} of ${w}`).toBe(true);
      expect(y! >= 20 && y! <= 20 + h + 0.1, `${y} of ${h}`).toBe(true);
    }
  }
});

test("names at the ends of lines are moved apart and stay inside", () => {
  const moved = apart([{ y: 100 }, { y: 101 }, { y: 198 }, { y: 199 }], 10, 200);
  moved.slice(1).forEach((end, i) => expect(end.y - moved[i]!.y).toBeGreaterThanOrEqual(13));
  expect(moved.at(-1)!.y).toBeLessThanOrEqual(200);
});

test("arrow keys walk windows and lines and stop at the edge; a pointer finds the nearest", () => {
  const scene = lineScene({ ...drawing, series: [...one(1, 2, 3), { name: "B", tone: 1, points: dots(9, null, 7) }] });
  const at = (index: number | null) => (index === null ? null : [scene.stops[index]!.col, scene.stops[index]!.row]);
  let index = stepped(scene, null, "ArrowLeft");
  expect(at(index)).toEqual([2, 1]);
  index = stepped(scene, index, "ArrowUp");
  expect(at(index)).toEqual([2, 0]);
  index = stepped(scene, index, "ArrowLeft");
  expect(at(index)).toEqual([1, 0]);
  expect(stepped(scene, index, "ArrowDown"), "the nearest of the next line").toBe(scene.stops.findIndex((stop) => stop.row === 1));
  index = stepped(scene, index, "Home");
  expect(at(index)).toEqual([0, 0]);
  expect(stepped(scene, index, "ArrowLeft")).toBe(index);
  const far = scene.stops[0]!;
  expect(pointed(scene, far.x + 3, far.y + 60)).toBe(0);
  expect(stepped({ ...scene, stops: [] }, null, "End")).toBeNull();
});

test("cells of a table of shares: none for what is not known, hatched when not over, nothing outside of a cell", () => {
  const scene = heatScene({ width: 700, heading: "Joined", size: "People", averageName: "Average", average: [null, 30], rows: [{ name: "Jan", size: "10", cells: [{ share: 80, unfinished: false }, { share: 12, unfinished: true }] }, { name: "Feb", size: "0", cells: [{ share: null, unfinished: true }] }] });
  expect(scene.stops).toHaveLength(2);
  expect(scene.marks.filter((mark) => mark.role === "hatch" || mark.role === "before")).toHaveLength(1);
  expect(pointed(scene, 2, scene.height - 2)).toBeNull();
  expect(STEPS.map((from) => heatStep(from))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("the people of a network lie in the same places every time, inside, and apart", () => {
  const ties = [{ a: 0, b: 1, weight: 5 }, { a: 1, b: 2, weight: 1 }, { a: 3, b: 3, weight: 2 }, { a: 0, b: 99, weight: 1 }];
  const places = layout(12, ties);
  expect(layout(12, ties)).toEqual(places);
  for (const place of places) expect(Math.abs(place.x) <= 1 && Math.abs(place.y) <= 1).toBe(true);
  places.forEach((one, i) => places.slice(i + 1).forEach((other) => expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(0.02)));
  expect(layout(1, [])).toEqual([{ x: expect.any(Number), y: expect.any(Number) }]);
  const scene = networkScene({ width: 500, height: 300, places, ties: ties.slice(0, 2), dots: places.map((_, i) => ({ name: `Person ${i}`, weight: 12 - i, team: i === 2 })) });
  for (const mark of scene.marks) if (mark.is === "circle") expect(mark.x > 0 && mark.x < 500 && mark.y > 0 && mark.y < 300).toBe(true);
});

test("of each person the strongest ties are drawn, and all of whom is pointed at", () => {
  const ties = Array.from({ length: 8 }, (_, a) => Array.from({ length: a }, (_, b) => ({ a, b, weight: 1 + ((a * 5 + b * 3) % 7) }))).flat();
  const few = strongest(ties, 2);
  expect(few.length).toBeLessThan(ties.length);
  for (let i = 0; i < 8; i++) expect(few.filter((tie) => tie.a === i || tie.b === i).length).toBeGreaterThanOrEqual(2);
  const most = Math.max(...ties.map((tie) => tie.weight));
  expect(ties.filter((tie) => tie.weight === most && !few.includes(tie))).toEqual([]);
  const scene = networkScene({ width: 500, height: 300, places: layout(8, few), ties, dots: Array.from({ length: 8 }, () => ({ name: "x", weight: 1, team: false })), focus: 4 });
  expect(path(scene, "line0")).toHaveLength(7);
});

test("a sparkline without values is empty, and a gap is a gap", () => {
  expect(spark(dots(null, null), 100, 30)).toEqual({ solid: "", dashed: "", end: null });
  expect(spark(dots(1, null, 3, 4), 100, 30).solid.match(/M/g)).toHaveLength(1);
});

test("a file of a chart says what it is and cannot be broken by a name", () => {
  const scene = lineScene({ ...drawing, series: one(1, 2) });
  const words = { title: `<script>alert("1")</script> & Co`, unit: "people", lines: ["first_response.median (version 1)", "1 Jan 2026 – 3 Mar 2026"] };
  const text = svg(sheet(scene, words), words.title);
  expect(text).toContain("first_response.median (version 1)");
  expect(text).toContain("&lt;script&gt;");
  expect(text).not.toMatch(/<script|href|style=|url\(|class=/);
  expect(new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("path").length).toBeGreaterThan(2);
  expect(wrapped("one two three", 60, 11).join(" ")).toBe("one two three");
  expect(fitted("👩‍👩‍👧‍👦".repeat(30), 60)).toMatch(/…$/);
});

const light = (name: string): string => new RegExp(`--${name}: light-dark\\((#[0-9a-f]+)`).exec(tokens)![1]!;
const dark = (name: string): string => new RegExp(`--${name}: light-dark\\(#[0-9a-f]+, (#[0-9a-f]+)`).exec(tokens)![1]!;
function shine(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(one: string, other: string): number {
  const [a, b] = [shine(one), shine(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

test("what leaves the window has the window's light colours", () => {
  for (let i = 0; i < 4; i++) {
    expect(paints[`fill${i}` as Role].fill).toBe(light(`chart-${i}`));
    expect(paints[`name${i}` as Role].fill).toBe(light(`chart-name-${i}`));
  }
  for (let i = 0; i < 6; i++) expect(paints[`heat${i}` as Role].fill).toBe(light(`heat-${i}`));
  expect(paints.axis.fill).toBe(light("ink-faint"));
  expect(paints.before.stroke).toBe(light("chart-before"));
});

test("lines stand out from their ground, names and numbers can be read, in both themes", () => {
  for (const value of [light, dark]) {
    const ground = value("raised");
    for (let i = 0; i < 4; i++) {
      expect(contrast(value(`chart-${i}`), ground), `chart-${i}`).toBeGreaterThanOrEqual(3);
      expect(contrast(value(`chart-name-${i}`), ground), `chart-name-${i}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(value("chart-before"), ground)).toBeGreaterThanOrEqual(3);
    for (let i = 0; i < 6; i++) expect(contrast(value(i > 3 ? "heat-high" : "heat-low"), value(`heat-${i}`)), `heat-${i}`).toBeGreaterThanOrEqual(4.5);
  }
});

test("every mark of a drawing has a colour", () => {
  const scene = sheet(barScene({ ...drawing, series: one(1, 2) }), { title: "T", unit: "u", lines: [] });
  for (const mark of scene.marks as Mark[]) expect(Object.keys(paints[mark.role]).length, mark.role).toBeGreaterThan(0);
});
