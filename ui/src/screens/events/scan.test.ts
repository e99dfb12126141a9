// Codes in pictures: what is read, and what is told once.
import encode from "qr";
import { expect, test } from "vitest";
import { codeIn, once, refusalOf, type Pixels } from "./scan";

/** A code as a photograph has it: squares of several pixels with a light edge. */
function photograph(text: string, side = 6, dark = 40, light = 220): Pixels {
  const rows = encode(text, "raw", { border: 4 });
  const width = rows.length * side;
  const data = new Uint8ClampedArray(width * width * 4);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const grey = rows[Math.floor(y / side)]?.[Math.floor(x / side)] ? dark : light;
      data.set([grey, grey, grey, 255], (y * width + x) * 4);
    }
  }
  return { width, height: width, data };
}

test("what a code says is read out of its picture", async () => {
  for (const text of ["01997c3e-7b1a-7cc2-9a1b-0123456789ab", "https://lu.ma/check-in/evt-abc?pk=g-XYZ"]) {
    expect(await codeIn(photograph(text))).toBe(text);
  }
  expect(await codeIn({ width: 200, height: 200, data: new Uint8ClampedArray(160_000).fill(200) })).toBeNull();
});

test("a code that stays before the camera is told once", () => {
  const told: string[] = [];
  let at = 0;
  const tell = once(2_000, (code) => told.push(code), () => at);
  for (const [code, after] of [["a", 0], ["a", 150], ["a", 1_900], ["b", 100], ["a", 100], ["a", 2_500]] as const) {
    at += after;
    tell(code);
  }
  expect(told).toEqual(["a", "b", "a", "a"]);
});

test("why there is no camera is told", () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect([refusalOf(named("NotAllowedError")), refusalOf(named("NotReadableError")), refusalOf(named("NotFoundError")), refusalOf("x")]).toEqual(["refused", "busy", "none", "none"]);
});
