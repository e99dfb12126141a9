// The keys that work everywhere: the palette, the guide, help, search, undo and redo, and "g then a letter".
import { t } from "./words";

export type Does = { palette: () => void; help: () => void; filter: () => void; go: (screen: string) => void; undo: () => void; redo: () => void; capture: () => void; lock: () => void; guide: () => void };

export const places: Record<string, string> = {
  h: "home",
  a: "queue",
  w: "people",
  m: "members",
  r: "review",
  t: "segments",
  c: "conversations",
  n: "insights",
  s: "search",
  u: "sources",
  f: "follow-ups",
  k: "introductions",
  b: "recognition",
  x: "advocates",
  o: "outbox",
  i: "import",
  p: "reports",
  l: "content",
  e: "settings",
  d: "conduct",
  v: "events",
  j: "mentoring",
  q: "programmes",
  y: "strategy",
};

const mac = (): boolean => /Mac/.test(navigator.userAgent);

/** What the key is called on this computer. */
export const paletteKey = (): string => (mac() ? t("key-palette-mac") : t("key-palette"));
export const sendKey = (): string => (mac() ? t("compose-key-mac") : t("compose-key"));
export const undoKey = (): string => (mac() ? t("key-undo-mac") : t("key-undo"));
export const captureKey = (): string => (mac() ? t("key-capture-mac") : t("key-capture"));
export const lockKey = (): string => (mac() ? t("key-lock-mac") : t("key-lock"));
export const redoKey = (): string => (mac() ? t("key-redo-mac") : t("key-redo"));

/** F1 asks for help wherever one is, also within a field or a dialog. */
export const asksForGuide = (event: KeyboardEvent): boolean => event.key === "F1" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;

const WAITS_MS = 1_200;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Where letters are written the field has its own undo; a box that is ticked has none. */
function writing(target: EventTarget | null): boolean {
  return typing(target) && !(target as HTMLElement).matches("select, input:is([type=checkbox], [type=radio], [type=range])");
}

/** Whether a key asks to undo or redo. A key that is held down asks once. */
export function turn(event: KeyboardEvent): "undo" | "redo" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || writing(event.target)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.repeat ? null : event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey && !event.shiftKey && !event.repeat ? "redo" : null;
}

/** Whether a key is the screen's own: nobody is typing, no dialog is open, nothing is held beside it. */
export function free(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return false;
  // An open dialog has the keyboard for itself.
  return !document.querySelector("dialog[open]");
}

let goesUntil = -Infinity;

/** Whether "g" was just pressed: the next letter says where to, and is no screen's own. */
export const going = (now = Date.now()): boolean => now < goesUntil;

export function keys(does: Does, now: () => number = Date.now) {
  return (event: KeyboardEvent): void => {
    if (asksForGuide(event)) {
      event.preventDefault();
      does.guide();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      does.palette();
      return;
    }
    // From anywhere, also from within a field: a thought does not wait.
    const anywhere = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey && !event.repeat ? event.key.toLowerCase() : "";
    if (anywhere === "n" || anywhere === "l") {
      event.preventDefault();
      does[anywhere === "n" ? "capture" : "lock"]();
      return;
    }
    const way = turn(event);
    if (way && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      does[way]();
      return;
    }
    if (!free(event)) return;
    const soon = going(now());
    goesUntil = -Infinity;
    const place = places[event.key];
    if (soon && place) {
      event.preventDefault();
      does.go(place);
    } else if (event.key === "g") {
      goesUntil = now() + WAITS_MS;
    } else if (event.key === "/") {
      event.preventDefault();
      does.go("search");
    } else if (event.key === "f") {
      event.preventDefault();
      does.filter();
    } else if (event.key === "c") {
      event.preventDefault();
      does.capture();
    } else if (event.key === "?") {
      event.preventDefault();
      does.help();
    }
  };
}
