// Home: when it is empty, and what its bars say and lead to.
import { expect, test } from "vitest";
import type { Home, Source } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { useZone } from "../../format";
import { home, weekBars } from "./model.svelte";

const nothing: Home = {
  name: "A", zone: "UTC", people: 0, bots: 0, spaces: 0, threads: 0, counts: { posts: 0, replies: 0, reactions: 0, joins: 0 },
  first_at: null, last_at: null, sources: [], last_import: null, quarantined: 0, weeks: [], busiest: [], newest: [],
};

test("a community without anything in it asks how to begin", async () => {
  let people = 0;
  const host = fakeHost({ home: () => ({ ...nothing, people }), "imports.list": () => ({ imports: [] }), "sample.start": () => ({ id: "i1" }) });
  const { model, stop } = living(home);
  await settle();
  expect(model.empty).toBe(true);
  await model.sample();
  expect(host.of("sample.start")).toHaveLength(1);
  people = 3;
  await new Promise((resolve) => setTimeout(resolve, 300));
  host.change("Members");
  await settle();
  expect(model.empty).toBe(false);
  stop();
});

test("a mentor alone is not asked how to begin", async () => {
  fakeHost({ home: () => nothing, "imports.list": () => ({ imports: [] }), "mentoring.mentees": () => ({ mentees: [{} as never] }) });
  const { model, stop } = living(home);
  await settle();
  expect([model.empty, model.alone]).toEqual([false, true]);
  stop();
});

test("a bar leads to the messages of its seven days", () => {
  useZone("UTC");
  const weeks = Array.from({ length: 60 }, (_, i) => ({ starts_at: Date.UTC(2026, 0, 5 + i * 7), messages: i, people: 1 }));
  const bars = weekBars({ ...nothing, weeks }, "messages");
  expect(bars[0]).toMatchObject({ label: "5 Jan 2026", value: 0 });
  expect(bars[0]?.href).toBe("#/search?from=2026-01-05&until=2026-01-11&kinds=messages");
  expect(bars.filter((bar) => bar.tick).map((bar) => bar.tick)).toContain("2027");
});

test("of a few weeks every month is named", () => {
  const weeks = Array.from({ length: 8 }, (_, i) => ({ starts_at: Date.UTC(2025, 2, 31 + i * 7), messages: 1, people: 1 }));
  const bars = weekBars({ ...nothing, weeks }, "messages");
  expect(bars.map((bar) => bar.tick ?? "")).toEqual(["Mar 2025", "Apr", "", "", "", "May", "", ""]);
});

test("sources that need somebody are one quiet line", async () => {
  const source = (name: string, state: string, last_ok_at = Date.now()) => ({ id: name, name, kind: "slack", connection: { state, last_ok_at } }) as Source;
  const said = async (...sources: Source[]) => {
    fakeHost({ home: () => nothing, "imports.list": () => ({ imports: [] }), "sources.list": () => ({ sources, secrets: "ready" }) });
    const { model, stop } = living(home);
    await settle();
    stop();
    return model.trouble;
  };
  expect(await said(source("A", "idle"), source("B", "waiting"))).toBe("");
  expect(await said(source("A", "failed"), source("B", "idle"))).toBe("A needs you. See what to do.");
  expect(await said(source("A", "waiting", Date.now() - 2 * 86_400_000))).toBe("A has been waiting for more than a day. See why.");
  expect(await said(source("A", "failed"), source("B", "asking"))).toBe("2 sources need a look.");
});
