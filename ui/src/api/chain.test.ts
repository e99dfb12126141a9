// Rows of pages that are asked anew one by one.
import { expect, test } from "vitest";
import { once } from "./chain.svelte";

test("a row that two pages have, because one of them is older, stands there once and where it came first", () => {
  const rows = [{ id: "a" }, { id: "b" }, { id: "b" }, { id: "c" }, { id: "a" }];
  expect(once(rows, (row) => row.id)).toEqual([{ id: "a" }, { id: "b" }, { id: "c" }]);
});
