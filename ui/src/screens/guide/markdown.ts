// The little Markdown of the guide's pages, read into a tree: headings, paragraphs, lists, tables, fenced blocks, pictures;
// in a line **bold**, *emphasis*, `code` and links. Nothing of it is ever HTML: what is no markup stays text.

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong"; inner: Inline[] }
  | { kind: "emphasis"; inner: Inline[] }
  | { kind: "link"; address: string; inner: Inline[] }
  | { kind: "picture"; address: string; text: string };

export type Block =
  | { kind: "heading"; level: number; id: string; inner: Inline[] }
  | { kind: "paragraph"; inner: Inline[] }
  | { kind: "list"; ordered: boolean; items: { inner: Inline[]; blocks: Block[] }[] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  | { kind: "fence"; text: string }
  | { kind: "picture"; address: string; text: string };

// The first thing in a line that is markup: code, a picture, a link, bold, emphasis. Emphasis touches its words.
const MARKUP = /`([^`]+)`|(!?)\[([^\]]*)\]\(([^)\s]+)\)|\*\*(\S(?:.*?\S)?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*/;

export function inline(text: string): Inline[] {
  const parts: Inline[] = [];
  let rest = text;
  for (let found = MARKUP.exec(rest); found; found = MARKUP.exec(rest)) {
    const [all, code, picture, words, address, strong, emphasis] = found;
    if (found.index > 0) parts.push({ kind: "text", text: rest.slice(0, found.index) });
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (address !== undefined && picture) parts.push({ kind: "picture", address, text: words ?? "" });
    else if (address !== undefined) parts.push({ kind: "link", address, inner: inline(words ?? "") });
    else if (strong !== undefined) parts.push({ kind: "strong", inner: inline(strong) });
    else parts.push({ kind: "emphasis", inner: inline(emphasis ?? "") });
    rest = rest.slice(found.index + all.length);
  }
  if (rest) parts.push({ kind: "text", text: rest });
  return parts;
}

/** The words alone, as they are searched and heard. */
export function plain(parts: Inline[]): string {
  return parts.map((part) => ("inner" in part ? plain(part.inner) : part.text)).join("");
}

/** What GitHub makes of a heading, so that a link to a part of a page works there and here. */
export function slug(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s/g, "-");
}

const ITEM = /^( *)(?:([-*])|\d+[.)]) +(.*)$/;
const indent = (line: string) => /^ */.exec(line)![0].length;
const cells = (line: string) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => inline(cell.trim()));

/** Whether a paragraph ends before this line. */
const opens = (line: string) => line.trim() === "" || /^(#{1,4} |```|\|)/.test(line.trim()) || ITEM.test(line);

export function blocks(text: string): Block[] {
  return read(text.replace(/\r\n?/g, "\n").split("\n"));
}

function read(lines: string[]): Block[] {
  const found: Block[] = [];
  let at = 0;
  const line = () => lines[at] ?? "";
  while (at < lines.length) {
    const heading = /^(#{1,4}) +(.*)$/.exec(line());
    if (line().trim() === "") at++;
    else if (heading) {
      const inner = inline(heading[2]!.trim());
      found.push({ kind: "heading", level: heading[1]!.length, id: slug(plain(inner)), inner });
      at++;
    } else if (line().trim().startsWith("```")) {
      const inside: string[] = [];
      // A fence that nobody closed ends with the page.
      for (at++; at < lines.length && !line().trim().startsWith("```"); at++) inside.push(line());
      at++;
      found.push({ kind: "fence", text: inside.join("\n") });
    } else if (line().trim().startsWith("|") && /^\s*\|[\s:|-]+\|?\s*$/.test(lines[at + 1] ?? "")) {
      const head = cells(line());
      const rows: Inline[][][] = [];
      for (at += 2; line().trim().startsWith("|"); at++) rows.push(cells(line()));
      found.push({ kind: "table", head, rows });
    } else if (ITEM.test(line())) {
      found.push(list());
    } else {
      const said = [line().trim()];
      for (at++; at < lines.length && !opens(line()); at++) said.push(line().trim());
      const inner = inline(said.join(" "));
      const [only] = inner;
      if (inner.length === 1 && only?.kind === "picture") found.push({ kind: "picture", address: only.address, text: only.text });
      else found.push({ kind: "paragraph", inner });
    }
  }
  return found;

  /** A list and what is indented under its items: further words of theirs, and lists in them. */
  function list(): Block {
    const first = ITEM.exec(line())!;
    const [depth, ordered] = [first[1]!.length, first[2] === undefined];
    const items: { inner: Inline[]; blocks: Block[] }[] = [];
    for (let item = ITEM.exec(line()); item && item[1]!.length === depth && (item[2] === undefined) === ordered; item = ITEM.exec(line())) {
      const said = [item[3]!.trim()];
      for (at++; at < lines.length && !opens(line()); at++) said.push(line().trim());
      const below: string[] = [];
      // An empty line stays in the item only when what follows is indented under it.
      while (at < lines.length && (indent(line()) > depth || (line().trim() === "" && indent(lines[at + 1] ?? "") > depth))) below.push(lines[at++]!);
      const least = Math.min(...below.filter((one) => one.trim()).map(indent));
      items.push({ inner: inline(said.join(" ")), blocks: below.length ? read(below.map((one) => one.slice(least))) : [] });
      // Items may stand apart.
      if (line().trim() === "" && ITEM.exec(lines[at + 1] ?? "")?.[1]?.length === depth) at++;
    }
    return { kind: "list", ordered, items };
  }
}
