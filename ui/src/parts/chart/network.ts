// Who answers whom, as dots and lines. The same people always lie in the same places: no chance is in it.
import { fitted, line, round, wide, type Mark, type Scene, type Stop } from "./scene";

export type Dot = { name: string; weight: number; team: boolean };
export type Tie = { a: number; b: number; weight: number };

type Place = { x: number; y: number };

const TURNS = 260;
/** The angle by which no two dots of a spiral lie behind each other. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Places in a square from -1 to 1: dots push each other away, ties pull (Fruchterman and Reingold), all are drawn to the middle. */
export function layout(count: number, ties: Tie[]): Place[] {
  const at = Array.from({ length: count }, (_, i) => ({ x: Math.sqrt((i + 0.5) / count) * Math.cos(i * GOLDEN), y: Math.sqrt((i + 0.5) / count) * Math.sin(i * GOLDEN) }));
  const far = Math.sqrt(2.4 / Math.max(1, count));
  const most = Math.max(1, ...ties.map((tie) => tie.weight));
  for (let turn = 0; turn < TURNS; turn++) {
    const push = at.map((one) => ({ x: -one.x * 0.9 * far, y: -one.y * 0.9 * far }));
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const [dx, dy] = [at[i]!.x - at[j]!.x, at[i]!.y - at[j]!.y];
        const near = Math.max(0.0004, dx * dx + dy * dy);
        const force = (far * far) / near;
        push[i]!.x += dx * force;
        push[i]!.y += dy * force;
        push[j]!.x -= dx * force;
        push[j]!.y -= dy * force;
      }
    }
    for (const tie of ties) {
      const [one, other] = [at[tie.a], at[tie.b]];
      if (!one || !other || one === other) continue;
      const [dx, dy] = [one.x - other.x, one.y - other.y];
      const force = (Math.hypot(dx, dy) / far) * (0.25 + 0.75 * Math.sqrt(tie.weight / most)) * 0.5;
      push[tie.a]!.x -= dx * force;
      push[tie.a]!.y -= dy * force;
      push[tie.b]!.x += dx * force;
      push[tie.b]!.y += dy * force;
    }
    const heat = 0.12 * (1 - turn / TURNS) + 0.002;
    at.forEach((one, i) => {
      const long = Math.hypot(push[i]!.x, push[i]!.y) || 1;
      const stride = Math.min(long, heat) / long;
      one.x += push[i]!.x * stride;
      one.y += push[i]!.y * stride;
    });
  }
  const [x, y] = [spread(at.map((one) => one.x)), spread(at.map((one) => one.y))];
  return at.map((_, i) => ({ x: x[i]!, y: y[i]! }));
}

/** Places between -1 and 1, half by distance and half by order: a few far away ones do not press the others into a lump. */
function spread(values: number[]): number[] {
  const reach = Math.max(0.001, ...values.map(Math.abs));
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value || a.i - b.i);
  const rank: number[] = [];
  order.forEach(({ i }, place) => (rank[i] = values.length === 1 ? 0 : (2 * place) / (values.length - 1) - 1));
  return values.map((value, i) => 0.35 * (value / reach) + 0.65 * rank[i]!);
}

/** Of each dot its few strongest ties; all of them would be a tangle. */
export function strongest(ties: Tie[], each = 3): Tie[] {
  const kept = new Set<Tie>();
  const counts = new Map<number, number>();
  for (const tie of ties.toSorted((a, b) => b.weight - a.weight || a.a - b.a || a.b - b.b)) {
    const [one, other] = [counts.get(tie.a) ?? 0, counts.get(tie.b) ?? 0];
    if (one < each || other < each) kept.add(tie);
    counts.set(tie.a, one + 1);
    counts.set(tie.b, other + 1);
  }
  return ties.filter((tie) => kept.has(tie));
}

export function networkScene({ width, height, dots, ties, places, named = 14, focus = null }: { width: number; height: number; dots: Dot[]; ties: Tie[]; places: Place[]; named?: number; focus?: number | null }): Scene {
  const most = Math.max(1, ...dots.map((dot) => dot.weight));
  const heaviest = Math.max(1, ...ties.map((tie) => tie.weight));
  const few = new Set(strongest(ties));
  const size = (dot: Dot) => 4 + 12 * Math.sqrt(dot.weight / most);
  const x = (index: number) => round(width / 2 + places[index]!.x * (width / 2 - 70));
  const y = (index: number) => round(height / 2 + places[index]!.y * (height / 2 - 26));
  const marks: Mark[] = [];
  const touches = (tie: Tie) => focus !== null && (tie.a === focus || tie.b === focus);
  for (const tie of ties.filter((one) => few.has(one) || touches(one)).sort((a, b) => Number(touches(a)) - Number(touches(b)))) {
    const near = touches(tie);
    marks.push({ is: "path", role: near ? "line0" : "edge", d: line(x(tie.a), y(tie.a), x(tie.b), y(tie.b)), width: round(0.6 + 3.4 * Math.sqrt(tie.weight / heaviest)) });
  }
  dots.forEach((dot, index) => {
    marks.push({ is: "circle", role: dot.team ? "hollow1" : "fill0", x: x(index), y: y(index), r: round(size(dot)) });
  });
  // Names where there is room; those who write most come first.
  const taken: { x: number; y: number; w: number }[] = [];
  dots.map((dot, index) => ({ dot, index })).sort((a, b) => Number(b.index === focus) - Number(a.index === focus) || b.dot.weight - a.dot.weight || a.index - b.index).slice(0, named).forEach(({ dot, index }) => {
    const text = fitted(dot.name, 120);
    const label = { x: x(index), y: y(index) + size(dot) + 12, w: wide(text) };
    if (label.y > height - 2) label.y = y(index) - size(dot) - 4;
    label.x = Math.min(Math.max(label.x, label.w / 2), width - label.w / 2);
    if (taken.some((one) => Math.abs(one.y - label.y) < 13 && Math.abs(one.x - label.x) < (one.w + label.w) / 2 + 4)) return;
    taken.push(label);
    marks.push({ is: "text", role: "label", x: round(label.x), y: round(label.y), text, at: "middle", rim: true });
  });
  const stops: Stop[] = dots.map((dot, index) => ({ col: index, row: 0, x: x(index), y: y(index), r: round(size(dot) + 3) }));
  return { width, height, marks, stops, pick: "near" };
}
