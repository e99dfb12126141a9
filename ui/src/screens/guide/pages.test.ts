// The guide itself: every link and picture is there, every page is reached, and what is searched for is found.
import { expect, test } from "vitest";
import { plain, type Block, type Inline } from "./markdown";
import { marked, meaning, ORDER, pages, pictureOf, search, sections, type Section } from "./pages";

const ftl = import.meta.glob<string>("../../../words/en/*.ftl", { query: "?raw", import: "default", eager: true });

/** Bold words that are said by the guide itself and stand on no screen. */
const OWN = [
  "Backups",
  "Backups.",
  "Erase …",
  "Publish",
  "for you alone",
  "no telemetry",
  "What sources and exports tell",
  "What you write",
  "What is counted from it",
  "When a source is connected",
  "When you send",
  "When you export",
  "When you open a link",
  "Go back to the newest good backup.",
  "If you lose both the keyring and the code, nobody can read them again.",
  "Private notes do not open.",
  "I lost the recovery code.",
  "It was the wrong file.",
];

const inlines = (parts: Inline[]): Inline[] => parts.flatMap((part) => [part, ...("inner" in part ? inlines(part.inner) : [])]);
const within = (block: Block): Inline[] => {
  if (block.kind === "list") return block.items.flatMap((item) => [...inlines(item.inner), ...item.blocks.flatMap(within)]);
  if (block.kind === "table") return [block.head, ...block.rows].flat().flatMap(inlines);
  return "inner" in block ? inlines(block.inner) : [];
};
const every = pages.flatMap((page) => page.blocks.map((block) => ({ page, block })));
const addresses = every.flatMap(({ page, block }) => within(block).flatMap((part) => (part.kind === "link" ? [{ page: page.name, address: part.address }] : [])));

test("every page has its place in the order of reading, and begins with its title", () => {
  expect(pages.map((page) => page.name)).toEqual(ORDER);
  for (const page of pages) expect(page.blocks[0], page.name).toMatchObject({ kind: "heading", level: 1 });
});

test("every link leads somewhere, and every page is led to", () => {
  const wrong = addresses.filter(({ page, address }) => {
    const meant = meaning(address, page);
    if (!meant) return !address.startsWith("https://");
    const there = pages.find((one) => one.name === meant.page);
    return !there || (meant.part !== "" && !there.blocks.some((block) => block.kind === "heading" && block.id === meant.part));
  });
  expect(wrong).toEqual([]);
  const reached = new Set(["start"]);
  for (let grown = true; grown; ) {
    const before = reached.size;
    for (const { page, address } of addresses) if (reached.has(page)) reached.add(meaning(address, page)?.page ?? page);
    grown = reached.size > before;
  }
  expect([...reached].sort()).toEqual([...ORDER].sort());
});

test("every picture is there, and every part of a page has a name of its own", () => {
  const pictures = every.flatMap(({ block }) => (block.kind === "picture" ? [block.address] : within(block).flatMap((part) => (part.kind === "picture" ? [part.address] : []))));
  expect(pictures.filter((address) => !pictureOf(address))).toEqual([]);
  for (const page of pages) {
    const ids = page.blocks.flatMap((block) => (block.kind === "heading" ? [block.id] : []));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i), page.name).toEqual([]);
  }
});

test("no markup is left over", () => {
  const left = every.flatMap(({ page, block }) => within(block).flatMap((part) => (part.kind === "text" && /\*\*|\]\(|`|<\/?[a-z]/.test(part.text) ? [`${page.name}: ${part.text}`] : [])));
  expect(left).toEqual([]);
});

test("what is bold is called so on a screen, so that it can be found there", () => {
  const bare = (text: string) => text.toLowerCase().replaceAll("’", "'").replace(/[.:…]+$/, "").trim();
  const said = new Set(Object.values(ftl).flatMap((text) => [...text.matchAll(/(?:=|\]) *(.+)$/gm)].map((match) => bare(match[1]!))));
  const bold = every.flatMap(({ page, block }) => within(block).flatMap((part) => (part.kind === "strong" && part.inner.every((one) => one.kind === "text") ? [{ page: page.name, text: plain(part.inner) }] : [])));
  expect(bold.length).toBeGreaterThan(150);
  const wrong = bold.filter(({ text }) => !OWN.includes(text) && text.split("→").some((one) => bare(one) && !said.has(bare(one)) && !OWN.includes(one.trim())));
  expect(wrong).toEqual([]);
});

const some: Section[] = [
  { page: "a", title: "Tables", heading: "The door", id: "the-door", text: "Two letters and Enter. Straße, café." },
  { page: "b", title: "People", heading: "Guests", id: "guests", text: "They come to the door of the house, all of them, whoever they are and however many there may be, because nobody counts." },
];

test("words are found by their beginning, without case and marks, in headings first", () => {
  expect(search("door", some).map((hit) => hit.section.id)).toEqual(["the-door", "guests"]);
  expect(search("CAFE let", some).map((hit) => hit.section.id)).toEqual(["the-door"]);
  expect(search("oor", some)).toEqual([]);
  expect(search("  ", some)).toEqual([]);
  expect(search("people door", some).map((hit) => hit.section.id)).toEqual(["guests"]);
  const cut = search("guests counts", some)[0]!.pieces;
  expect(cut.map((piece) => piece.text).join("")).toMatch(/^… .*counts\.$/);
  expect(cut.filter((piece) => piece.hit)).toEqual([{ text: "counts", hit: true }]);
});

test("what was found is marked, whatever stands there", () => {
  expect(marked("Café <b>cafés</b>", "cafe")).toEqual([
    { text: "Café", hit: true },
    { text: " <b>", hit: false },
    { text: "café", hit: true },
    { text: "s</b>", hit: false },
  ]);
  expect(marked("a 👩‍🌾 door", "do")).toEqual([{ text: "a 👩‍🌾 ", hit: false }, { text: "do", hit: true }, { text: "or", hit: false }]);
  expect(marked("anything", ".*(")).toEqual([{ text: "anything", hit: false }]);
});

test("somebody in need finds the page", () => {
  for (const [typed, page] of [["recovery code", "mentor"], ["xoxp", "connect"], ["walk-in", "organizer"], ["erase", "data"], ["keyring locked", "trouble"], ["quarter hour", "start"]] as const) {
    expect(search(typed).some((hit) => hit.section.page === page), typed).toBe(true);
  }
  expect(sections(pages).length).toBeGreaterThan(60);
});
