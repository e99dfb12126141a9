// The guide's pages as they are in docs/guide, in the order they are read in, and the search over them.
import { blocks, plain, type Block } from "./markdown";

export type Page = { name: string; title: string; blocks: Block[] };
/** A part of a page: what stands under one heading. */
export type Section = { page: string; title: string; heading: string; id: string; text: string };
export type Piece = { text: string; hit: boolean };
export type Hit = { section: Section; pieces: Piece[] };

const texts = import.meta.glob<string>("../../../../docs/guide/*.md", { query: "?raw", import: "default", eager: true });
const files = import.meta.glob<string>("../../../../docs/guide/pictures/*.png", { query: "?url", import: "default", eager: true });

/** First what one does first, then each user, then what is looked up. */
export const ORDER = ["start", "manager", "organizer", "mentor", "connect", "tables", "data", "backups", "terminal", "trouble"];

const nameOf = (path: string) => path.replace(/^.*\//, "").replace(/\.md$/, "");
const place = (name: string) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);

function page(name: string, text: string): Page {
  const read = blocks(text);
  const [first] = read;
  return { name, title: first?.kind === "heading" ? plain(first.inner) : name, blocks: read };
}

export const pages: Page[] = Object.entries(texts)
  .map(([path, text]) => page(nameOf(path), text))
  .sort((a, b) => place(a.name) - place(b.name));

/** Where the picture of a page lies in what was built. */
export const pictureOf = (address: string): string | undefined => files[`../../../../docs/guide/${address}`];

/** What a link of a page means: another place of the guide, or a page out there. */
export function meaning(address: string, from: string): { page: string; part: string } | null {
  const inside = /^(?:([a-z-]+)\.md)?(?:#(.+))?$/.exec(address);
  return inside ? { page: inside[1] ?? from, part: inside[2] ?? "" } : null;
}

/** The words of a block, without markup. */
export function words(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return plain(block.inner);
    case "fence":
    case "picture":
      return block.text;
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(plain).join(" · ")).join("\n");
    case "list":
      return block.items.map((item) => [plain(item.inner), ...item.blocks.map(words)].join("\n")).join("\n");
  }
}

export function sections(of: Page[]): Section[] {
  return of.flatMap((page) => {
    const found: Section[] = [];
    for (const block of page.blocks) {
      if (block.kind === "heading") found.push({ page: page.name, title: page.title, heading: plain(block.inner), id: block.id, text: "" });
      const last = found.at(-1);
      if (last && block.kind !== "heading") last.text += `${last.text ? "\n" : ""}${words(block)}`;
    }
    return found;
  });
}

/** Letters without their case and marks, one for one, so that places in both are the same. */
const bare = (text: string) => Array.from(text, (letter) => Array.from(letter.normalize("NFD").toLowerCase())[0] ?? letter).join("");
const wordsOf = (typed: string) => bare(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** A text in pieces: those that begin like a typed word, and what stands between them. */
export function marked(text: string, typed: string): Piece[] {
  const asked = wordsOf(typed);
  if (asked.length === 0) return [{ text, hit: false }];
  // Letters are counted whole: `bare` gives one for each.
  const letters = Array.from(text);
  const pieces: Piece[] = [];
  const add = (from: number, until: number, hit: boolean) => until > from && pieces.push({ text: letters.slice(from, until).join(""), hit });
  const flat = Array.from(bare(text));
  const isLetter = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  let done = 0;
  for (let at = 0; at < flat.length; at++) {
    if (!isLetter(flat[at]) || isLetter(flat[at - 1])) continue;
    const long = Math.max(0, ...asked.filter((word) => flat.slice(at, at + Array.from(word).length).join("") === word).map((word) => Array.from(word).length));
    if (long === 0) continue;
    add(done, at, false);
    add(at, at + long, true);
    done = at + long;
    at = done - 1;
  }
  add(done, letters.length, false);
  return pieces;
}

const LONG = 130;

/** Some words of a section, around the first that was found. */
function excerpt(text: string, typed: string): Piece[] {
  const pieces = marked(text.replace(/\s+/g, " "), typed);
  const first = pieces.findIndex((piece) => piece.hit);
  const before = first > 0 ? pieces.slice(0, first).map((piece) => piece.text).join("") : "";
  const lead = before.length > 40 ? `… ${before.slice(-40).replace(/^\S*\s/, "")}` : before;
  const from = first < 0 ? pieces : [{ text: lead, hit: false }, ...pieces.slice(first)];
  const shown: Piece[] = [];
  let length = 0;
  for (const piece of from) {
    if (length > LONG) break;
    const over = length + piece.text.length - LONG;
    shown.push(over > 0 && !piece.hit ? { text: `${piece.text.slice(0, piece.text.length - over).replace(/\s\S*$/, "")} …`, hit: false } : piece);
    length += piece.text.length;
  }
  return shown.filter((piece) => piece.text);
}

const ALL = sections(pages);

/** Sections in which every typed word begins some word; those whose heading has them first, else in the order of reading. */
export function search(typed: string, among: Section[] = ALL): Hit[] {
  const asked = wordsOf(typed);
  if (asked.length === 0) return [];
  const has = (text: string, word: string) => ` ${bare(text).replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${word}`);
  return among
    .filter((section) => asked.every((word) => has(section.text, word) || has(section.heading, word) || has(section.title, word)))
    .map((section) => ({ section, weight: asked.filter((word) => has(section.heading, word)).length * 2 + asked.filter((word) => has(section.text, word)).length }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ section }) => ({ section, pieces: excerpt(section.text, typed) }));
}
