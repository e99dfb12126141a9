// One line from anywhere: about whom, what, and until when.
import type { MemberRow } from "../../api/bindings";
import { query } from "../../api/query.svelte";
import { draft } from "../../noting.svelte";

/** The letters after an @ that ends the line, while a name is being typed. */
export function nameTyped(line: string): string | null {
  const match = /(?:^|\s)@([\p{L}\p{N}.'’_-]*(?: [\p{L}\p{N}.'’_-]*)?)$/u.exec(line);
  return match ? match[1]! : null;
}

/** The line without the name that is being typed. */
export const withoutName = (line: string): string => line.replace(/(^|\s)@[^@]*$/u, "$1").trimEnd();

export function capture(about: { id: string; name: string } | null) {
  let member: { id: string; name: string } | null = $state.raw(about);
  let active = $state(0);
  const writing = draft(() => member?.id ?? null);
  const typed = $derived(member ? null : nameTyped(writing.line));
  const found = query("palette", () => (typed === null ? null : { text: typed }));
  const people = $derived(typed === null ? [] : (found.data?.people ?? []).slice(0, 6));

  return {
    writing,
    get member() {
      return member;
    },
    get people() {
      return people;
    },
    /** Whether a name is being typed. */
    get naming() {
      return typed !== null;
    },
    get active() {
      return Math.min(active, Math.max(0, people.length - 1));
    },
    move(step: number): void {
      if (people.length > 0) active = (Math.min(active, people.length - 1) + step + people.length) % people.length;
    },
    pick(one: MemberRow | undefined): void {
      if (!one) return;
      member = { id: one.id, name: one.name };
      const rest = withoutName(writing.line);
      writing.line = rest ? `${rest} ` : "";
      active = 0;
    },
    leave(): void {
      member = null;
    },
  };
}
