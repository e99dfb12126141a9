// The question that keeps itself up to date.
import { describe, expect, test, vi } from "vitest";
import type { PaletteHits, SpaceRow } from "./bindings";
import { chain } from "./chain.svelte";
import { queries, query } from "./query.svelte";
import { fakeHost, later, living, settle } from "../dev/fake.svelte";

const hits = (name: string): PaletteHits => ({ people: [], spaces: [{ name } as SpaceRow], notes: [] });
const nameOf = (answer: PaletteHits | undefined) => answer?.spaces[0]?.name;

describe("query", () => {
  test("asks at once and again when the arguments change, keeping the old answer meanwhile", async () => {
    const second = later<PaletteHits>();
    fakeHost({ palette: ({ text }) => (text === "b" ? second.promise : hits(text)) });
    let text = $state("a");
    const { model, stop } = living(() => query("palette", () => ({ text })));
    await settle();
    expect(nameOf(model.data)).toBe("a");
    text = "b";
    await settle();
    expect(nameOf(model.data)).toBe("a");
    expect(model.busy).toBe(true);
    expect(model.answers).toEqual({ text: "a" });
    second.answer(hits("b"));
    await settle();
    expect(nameOf(model.data)).toBe("b");
    expect(model.busy).toBe(false);
    stop();
  });

  test("the last question wins, whatever the order of the answers", async () => {
    const waits: Record<string, ReturnType<typeof later<PaletteHits>>> = { a: later(), b: later() };
    fakeHost({ palette: ({ text }) => waits[text]!.promise });
    let text = $state("a");
    const { model, stop } = living(() => query("palette", () => ({ text })));
    await settle();
    text = "b";
    await settle();
    waits.b!.answer(hits("b"));
    await settle();
    waits.a!.answer(hits("a"));
    await settle();
    expect(nameOf(model.data)).toBe("b");
    stop();
  });

  test("runs again for the topics it reads, and for no others", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const host = fakeHost({ palette: () => hits("a") });
    const { stop } = living(() => query("palette", () => ({ text: "" })));
    await settle();
    vi.setSystemTime(Date.now() + 1_000);
    host.change("Outbox", "Imports");
    await settle();
    expect(host.asked).toHaveLength(1);
    host.change("Members");
    await settle();
    expect(host.asked).toHaveLength(2);
    stop();
    vi.useRealTimers();
  });

  test("many changes while an answer is awaited become one further question", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
    const first = later<PaletteHits>();
    let calls = 0;
    const host = fakeHost({ palette: () => (calls++ === 0 ? first.promise : hits("again")) });
    const { stop } = living(() => query("palette", () => ({ text: "" })));
    await vi.advanceTimersByTimeAsync(1);
    for (let i = 0; i < 50; i++) host.change("Members", "Activity");
    first.answer(hits("a"));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(host.asked).toHaveLength(2);
    stop();
    vi.useRealTimers();
  });

  test("an error keeps the old answer and says what is wrong", async () => {
    let broken = false;
    fakeHost({
      palette: () => {
        if (broken) throw { code: "DiskFull", message: "no space left", field: null };
        return hits("a");
      },
    });
    let text = $state("a");
    const { model, stop } = living(() => query("palette", () => ({ text })));
    await settle();
    broken = true;
    text = "b";
    await settle();
    expect(nameOf(model.data)).toBe("a");
    expect(model.error?.code).toBe("DiskFull");
    stop();
  });

  test("null asks nothing and forgets", async () => {
    const host = fakeHost({ palette: () => hits("a") });
    let text: string | null = $state(null);
    const { model, stop } = living(() => query("palette", () => (text === null ? null : { text })));
    await settle();
    expect(host.asked).toHaveLength(0);
    text = "a";
    await settle();
    expect(nameOf(model.data)).toBe("a");
    text = null;
    await settle();
    expect(model.data).toBeUndefined();
    stop();
  });

  test("the line to the host is closed with the last question", async () => {
    const host = fakeHost({ palette: () => hits("a") });
    const one = living(() => query("palette", () => ({ text: "1" })));
    const two = living(() => query("palette", () => ({ text: "2" })));
    await settle();
    expect(host.listeners).toBe(1);
    one.stop();
    two.stop();
    expect(host.listeners).toBe(0);
  });
});

describe("queries", () => {
  test("keeps what is still wanted and forgets the rest", async () => {
    const host = fakeHost({ palette: ({ text }) => hits(text) });
    let keys = $state(["1", "2"]);
    const { model, stop } = living(() => queries("palette", () => keys.map((key) => ({ key, args: { text: key } }))));
    await settle();
    const two = model.get("2");
    keys = ["2", "3"];
    await settle();
    expect(model.get("1")).toBeUndefined();
    expect(model.get("2")).toBe(two);
    expect(nameOf(model.get("3")?.data)).toBe("3");
    expect(host.asked).toHaveLength(3);
    stop();
  });
});

describe("chain", () => {
  test("grows page by page, and starts anew with a new question", async () => {
    const host = fakeHost({
      "members.timeline": ({ member, before }) => {
        const page = Number(before ?? 0);
        return { items: [{ id: `${member}${page}` } as never], next: page < 2 ? String(page + 1) : null };
      },
    });
    let member = $state("a");
    const { model, stop } = living(() =>
      chain("members.timeline", (before) => ({ member, before, limit: 1 }), (page) => page.next),
    );
    const ids = () => model.answers.flatMap((page) => page.items.map((item) => item.id));
    await settle();
    expect(ids()).toEqual(["a0"]);
    model.grow();
    model.grow();
    await settle();
    expect(ids()).toEqual(["a0", "a1"]);
    model.grow();
    await settle();
    expect(ids()).toEqual(["a0", "a1", "a2"]);
    expect(model.more).toBe(false);
    model.grow();
    await settle();
    expect(host.asked).toHaveLength(3);
    member = "b";
    await settle();
    expect(ids()).toEqual(["b0"]);
    stop();
  });
});
