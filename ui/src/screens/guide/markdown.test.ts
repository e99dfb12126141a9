// The guide's Markdown: what is nested stays nested, what is hostile stays text, nothing goes on for ever.
import { expect, test } from "vitest";
import { blocks, inline, plain, slug } from "./markdown";

test("markup within markup", () => {
  expect(inline("Press **the *green* button** or `**not**`.")).toEqual([
    { kind: "text", text: "Press " },
    { kind: "strong", inner: [{ kind: "text", text: "the " }, { kind: "emphasis", inner: [{ kind: "text", text: "green" }] }, { kind: "text", text: " button" }] },
    { kind: "text", text: " or " },
    { kind: "code", text: "**not**" },
    { kind: "text", text: "." },
  ]);
  expect(inline("[**Door**](organizer.md#the-door)")).toEqual([
    { kind: "link", address: "organizer.md#the-door", inner: [{ kind: "strong", inner: [{ kind: "text", text: "Door" }] }] },
  ]);
});

test("a star that touches nothing is a star", () => {
  expect(inline("2 * 3 * 4")).toEqual([{ kind: "text", text: "2 * 3 * 4" }]);
  expect(inline("**open")).toEqual([{ kind: "text", text: "**open" }]);
});

test("lists in lists, with words that go on", () => {
  const [list, after] = blocks("1. First\n   goes on\n   - inner\n     - deep\n   - inner two\n2. Second\n\nAfter");
  expect(list).toMatchObject({ kind: "list", ordered: true });
  if (list?.kind !== "list") throw new Error("no list");
  expect(list.items.map((item) => plain(item.inner))).toEqual(["First goes on", "Second"]);
  expect(list.items[0]!.blocks).toMatchObject([
    { kind: "list", ordered: false, items: [{ inner: [{ text: "inner" }], blocks: [{ kind: "list", items: [{ inner: [{ text: "deep" }] }] }] }, { inner: [{ text: "inner two" }] }] },
  ]);
  expect(after).toEqual({ kind: "paragraph", inner: [{ kind: "text", text: "After" }] });
});

test("tables, fences, pictures and headings", () => {
  expect(blocks("## The door, at night!\n\n| A | B |\n| --- | --- |\n| `x` | **y** |\n\n```sh\n# no heading\n```\n\n![Home](pictures/home.png)")).toEqual([
    { kind: "heading", level: 2, id: "the-door-at-night", inner: [{ kind: "text", text: "The door, at night!" }] },
    { kind: "table", head: [[{ kind: "text", text: "A" }], [{ kind: "text", text: "B" }]], rows: [[[{ kind: "code", text: "x" }], [{ kind: "strong", inner: [{ kind: "text", text: "y" }] }]]] },
    { kind: "fence", text: "# no heading" },
    { kind: "picture", address: "pictures/home.png", text: "Home" },
  ]);
  expect(slug("Slack: step by step")).toBe("slack-step-by-step");
});

test("hostile text stays text, and every input comes to an end", () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; <a href="javascript:alert(1)">x</a>';
  expect(blocks(hostile)).toEqual([{ kind: "paragraph", inner: [{ kind: "text", text: hostile }] }]);
  for (const odd of ["```\nnever closed", "|", "| a |", "- ", "-", "1.", "#", "**", "[](", "![", "\n\n\n", "  - a\n- b\n      - c\n  d", "- a\n\n\n- b", "- a\n  ```\n  x\n- b", "*".repeat(5_000), "[".repeat(5_000)]) {
    expect(Array.isArray(blocks(odd)), odd.slice(0, 20)).toBe(true);
  }
});
