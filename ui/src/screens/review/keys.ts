// The keys of the review: one hand on the letters, decisions never by holding a key down.
import { free, going } from "../../keys";

export type Act = "same" | "apart" | "later" | "back" | "undo" | "card";

const letters: Record<string, Act> = { y: "same", n: "apart", s: "later", u: "undo" };
const arrows: Record<string, Act> = { ArrowDown: "later", ArrowUp: "back" };

/** What a key does here, if anything. */
export function act(event: KeyboardEvent): Act | null {
  if (!free(event) || event.shiftKey || going()) return null;
  const arrow = arrows[event.key];
  if (arrow) return arrow;
  if (event.repeat) return null;
  if (event.key !== "Enter") return letters[event.key.toLowerCase()] ?? null;
  const target = event.target instanceof Element ? event.target : null;
  // In the list Enter opens the pair; on a button or a link it presses that.
  if (target?.closest("[role=listbox]")) return "card";
  return target?.closest("button, a, summary") ? null : "same";
}
