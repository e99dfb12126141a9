// A line as small as a word: only its shape says something.
import { round } from "./scene";
import type { Dot } from "./line";

/** The paths of a sparkline: what is over, what is not, and where it ends. */
export function spark(points: Dot[], width: number, height: number): { solid: string; dashed: string; end: { x: number; y: number } | null } {
  const values = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  if (values.length === 0) return { solid: "", dashed: "", end: null };
  const high = Math.max(...values);
  // Not from zero, or most shapes would be flat; nor so near that a wobble looks like a fall.
  const span = Math.max(high - Math.min(...values), Math.abs(high) * 0.3, 1e-9);
  const low = high - span * 1.15;
  const x = (index: number) => round(3 + (index / Math.max(1, points.length - 1)) * (width - 6));
  const y = (value: number) => round(height - 3 - ((value - low) / (high - low)) * (height - 6));
  let [solid, dashed] = ["", ""];
  let end: { x: number; y: number } | null = null;
  points.forEach((point, index) => {
    if (point.value === null) return;
    end = { x: x(index), y: y(point.value) };
    const before = points[index - 1];
    if (!before || before.value === null) return;
    const piece = `M${x(index - 1)} ${y(before.value)}L${end.x} ${end.y}`;
    if (point.unfinished || before.unfinished) dashed += piece;
    else solid += piece;
  });
  return { solid, dashed, end };
}
