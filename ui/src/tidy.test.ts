// House rules of the window, each with its reason.
import { expect, test } from "vitest";

const files = import.meta.glob<string>(["./**/*.{ts,svelte}", "../index.html"], { query: "?raw", import: "default", eager: true });
const all = Object.entries(files).map(([path, text]) => ({ path: path.replace(/^\.\//, ""), text }));
const code = all.filter(({ path }) => /\.(ts|svelte)$/.test(path) && !/\.test\.(svelte\.)?ts$/.test(path));
const shipped = code.filter(({ path }) => !path.startsWith("dev/"));

const imports = (text: string) => [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
/** The file a relative import means, from the root of the sources. */
function meant(from: string, target: string): string {
  if (!target.startsWith(".")) return target;
  const parts = from.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}
const edges = code.flatMap(({ path, text }) => imports(text).map((target) => ({ path, target: meant(path, target) })));
const show = ({ path, target }: { path: string; target: string }) => `${path} imports ${target}`;

test("only the host speaks to the core, so that a test can stand in for it", () => {
  expect(edges.filter(({ path, target }) => target.startsWith("@tauri-apps/") && !path.startsWith("host/")).map(show)).toEqual([]);
  expect(shipped.filter(({ path, text }) => !path.startsWith("host/") && /\bfetch\(|EventSource|XMLHttpRequest|WebSocket/.test(text)).map((file) => file.path)).toEqual([]);
  const allowed = ["api/call.ts", "main.ts", "dev/fake.svelte.ts", "dev/mock.ts"];
  expect(edges.filter(({ path, target }) => /^host(\/|$)/.test(target) && !path.startsWith("host/") && !allowed.includes(path)).map(show)).toEqual([]);
});

test("api knows host and bindings only", () => {
  expect(edges.filter(({ path, target }) => path.startsWith("api/") && !/^(api|host)(\/|$)|^svelte/.test(target)).map(show)).toEqual([]);
});

test("a screen knows nothing of another screen", () => {
  const screen = (path: string) => /^screens\/([^/]+)/.exec(path)?.[1];
  expect(edges.filter(({ path, target }) => screen(path) && screen(target) && screen(path) !== screen(target)).map(show)).toEqual([]);
});

test("parts are dumb: of api they may know types only", () => {
  const typesOnly = shipped.filter(({ path }) => path.startsWith("parts/"));
  for (const { path, text } of typesOnly) {
    const plain = text.replace(/import type [^;]+;/g, "");
    expect(imports(plain).map((target) => meant(path, target)).filter((target) => /^(api|host|screens)\//.test(target)), path).toEqual([]);
  }
});

test("a model has no document", () => {
  for (const { path, text } of shipped.filter((file) => /^screens\/.*\.svelte\.ts$/.test(file.path))) {
    expect(/\bdocument\.|querySelector|HTMLElement/.test(text), path).toBe(false);
  }
});

test("HTML reaches the page in one place", () => {
  const spoken = (text: string) => text.replace(/\/\*.*?\*\//gs, "");
  expect(shipped.filter(({ text }) => /\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/.test(spoken(text))).map((file) => file.path)).toEqual(["parts/Safe.svelte"]);
});

test("nothing inline that the content security policy would refuse", () => {
  for (const { path, text } of all.filter((file) => /\.(svelte|html)$/.test(file.path))) {
    expect(/\sstyle="/.test(text), `${path}: a style attribute`).toBe(false);
    expect(/svelte\/(transition|animate)|(^|\s)(transition|in|out|animate):\w/m.test(text), `${path}: an animation that writes styles`).toBe(false);
    expect(/<script(?![^>]*(src=|lang="ts"))/.test(text), `${path}: an inline script`).toBe(false);
  }
  for (const { path, text } of shipped) {
    expect(/\beval\(|new Function\(|new Worker\(|javascript:/.test(text), path).toBe(false);
  }
});

test("nothing is fetched from elsewhere", () => {
  for (const { path, text } of all.filter((file) => !/^dev\/|\.test\./.test(file.path))) {
    const addresses = [...text.matchAll(/https?:\/\/[^\s"'`)]+/g)].map((match) => match[0]).filter((address) => !address.includes("www.w3.org"));
    expect(addresses, path).toEqual([]);
  }
});

test("every file says what it is for, and none that is written by hand is too long", () => {
  for (const { path, text } of all.filter((file) => /\.(ts|svelte)$/.test(file.path))) {
    expect(/^(\/\/|\/\*|<!--) ?\S/.test(text), `${path} opens with a comment`).toBe(true);
    if (path !== "api/bindings.ts") expect(text.split("\n").length, path).toBeLessThanOrEqual(500);
  }
});

test("names are the field's own words", () => {
  expect(all.filter(({ path }) => /manager|service|helper|util/i.test(path)).map((file) => file.path)).toEqual([]);
});

test("dates and numbers name their locale, because a web view may report one that Intl refuses", () => {
  for (const { path, text } of shipped) {
    expect(/toLocale(Date|Time)?String\(|Intl\.\w+\(\s*(\)|undefined|navigator)/.test(text), path).toBe(false);
  }
});

test("the made-up data stays out of what is shipped", () => {
  expect(edges.filter(({ path, target }) => target.startsWith("dev/") && !path.startsWith("dev/") && path !== "main.ts").map(show)).toEqual([]);
  expect(files["./main.ts"]).toMatch(/import\.meta\.env\.DEV/);
});

test("a button of a part says its type: in a form, one that says none sends it", () => {
  for (const { path, text } of shipped.filter((file) => /^parts\/.*\.svelte$/.test(file.path))) {
    const untold = [...text.matchAll(/<button\b(?:=>|[^>])*>/g)].map((match) => match[0]).filter((tag) => !/\stype=/.test(tag));
    expect(untold, path).toEqual([]);
  }
});
