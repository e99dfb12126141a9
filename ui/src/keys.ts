// The keys that work everywhere: the palette, help, search, and "g then a letter".
import { t } from "./words";

export type Does = { palette: () => void; help: () => void; filter: () => void; go: (screen: string) => void };

export const places: Record<string, string> = {
  h: "home",
  m: "members",
  c: "conversations",
  s: "search",
  u: "sources",
  o: "outbox",
  i: "import",
  e: "settings",
};

/** What the key is called on this computer. */
export const paletteKey = (): string => (/Mac/.test(navigator.userAgent) ? t("key-palette-mac") : t("key-palette"));

export const sendKey = (): string => (/Mac/.test(navigator.userAgent) ? t("compose-key-mac") : t("compose-key"));

const WAITS_MS = 1_200;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function keys(does: Does, now: () => number = Date.now) {
  let wentAt = -Infinity;
  return (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      does.palette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    // An open dialog has the keyboard for itself.
    if (document.querySelector("dialog[open]")) return;
    const going = now() - wentAt < WAITS_MS;
    wentAt = -Infinity;
    const place = places[event.key];
    if (going && place) {
      event.preventDefault();
      does.go(place);
    } else if (event.key === "g") {
      wentAt = now();
    } else if (event.key === "/") {
      event.preventDefault();
      does.go("search");
    } else if (event.key === "f") {
      event.preventDefault();
      does.filter();
    } else if (event.key === "?") {
      event.preventDefault();
      does.help();
    }
  };
}
