// Where the person is: `#/screen/part/part?name=value`. The address holds the place and the
// filters and nothing else, so Back, deep links and tests all work.
import { createSubscriber } from "svelte/reactivity";

export type Place = { screen: string; parts: string[]; params: URLSearchParams };

export function parse(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s, 2);
  const [screen = "", ...parts] = path.split("/").filter(Boolean).map(unescaped);
  return { screen: screen || "home", parts, params: new URLSearchParams(search) };
}

/** Someone may type any address; a broken escape is then just text. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export type Params = Record<string, string | null | undefined>;

/** The address of a place; empty parameters are left out. */
export function to(screen: string, parts: string[] = [], params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const path = [screen, ...parts.map(encodeURIComponent)].join("/");
  const tail = search.toString();
  return `#/${path}${tail ? `?${tail}` : ""}`;
}

const subscribe = createSubscriber((update) => {
  window.addEventListener("hashchange", update);
  window.addEventListener("kith-replaced", update);
  return () => {
    window.removeEventListener("hashchange", update);
    window.removeEventListener("kith-replaced", update);
  };
});

/** The present place; whoever reads it inside an effect or a template follows it. */
export function here(): Place {
  subscribe();
  return parse(window.location.hash);
}

export function go(address: string): void {
  window.location.hash = address;
}

/** Changes the address without a new step in the history: for filters that are being typed. */
export function replace(address: string): void {
  if (address === window.location.hash) return;
  window.history.replaceState(null, "", address);
  window.dispatchEvent(new Event("kith-replaced"));
}

/** The present address with some parameters changed. */
export function withParams(change: Params): string {
  const { screen, parts, params } = parse(window.location.hash);
  const all: Params = Object.fromEntries(params);
  return to(screen, parts, { ...all, ...change });
}
