// Every word that is asked for exists, and every word that exists is asked for.
import { FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";
import { t } from "./words";

const ftl = import.meta.glob<string>("../words/en/*.ftl", { query: "?raw", import: "default", eager: true });
const source = import.meta.glob<string>(["./**/*.{ts,svelte}", "!./**/*.test.ts", "!./**/*.test.svelte.ts", "!./dev/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const ids = Object.values(ftl).flatMap((text) => new FluentResource(text).body.map((message) => message.id));
const code = Object.values(source).join("\n");

test("no id is given twice", () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("every id that the code asks for has words", () => {
  const asked = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map((match) => match[1]!);
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((id) => !ids.includes(id))).toEqual([]);
});

test("ids are written out, so that they can be found", () => {
  const made = [...code.matchAll(/\bt\(\s*`[^`]*`/g)].map((match) => match[0]);
  expect(made).toEqual([]);
});

test("every id is used somewhere", () => {
  // Read once: looking through all of it for each id takes seconds.
  const written = new Set([...code.matchAll(/"([a-z][a-z0-9-]*)"/g)].map((match) => match[1]!));
  expect(ids.filter((id) => !written.has(id))).toEqual([]);
});

test("every line of the files was understood", () => {
  for (const text of Object.values(ftl)) {
    const written = [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1]);
    expect(new FluentResource(text).body.map((message) => message.id)).toEqual(written);
  }
});

test("numbers choose their form, and right-to-left names are held apart", () => {
  expect(t("count-replies", { count: 1 })).toBe("1 reply");
  expect(t("count-replies", { count: 1200 })).toBe("1,200 replies");
  expect(t("palette-switch", { name: "محمد" })).toBe("Switch to \u2068محمد\u2069");
});
