// The rows behind a number, page by page.
import type { AskRows, BehindRow, Slice } from "../../api/bindings";
import { queries, type Wanted } from "../../api/query.svelte";

export const PAGE = 50;

/** A number that was pointed at: which metric, which window, which part of it. */
export type Which = { metric: string; start: string; end: string; later?: number; part?: string };
/** The same with the words over its rows. */
export type Opened = Which & { title: string; value: string };

export function behind(opened: () => Opened, slice: () => Slice) {
  let pages = $state(1);
  const asked = queries("metrics.rows", (): Wanted<"metrics.rows">[] => {
    const { metric, start, end, later, part } = opened();
    const args = (skip: number): AskRows => ({ metric, start, end, later: later ?? null, part: part ?? null, slice: slice(), skip, limit: PAGE });
    return Array.from({ length: pages }, (_, page) => ({ key: String(page), args: args(page * PAGE) }));
  });
  const answers = $derived(Array.from({ length: pages }, (_, page) => asked.get(String(page))?.data));
  const rows = $derived<BehindRow[]>(answers.flatMap((answer) => answer?.rows ?? []));
  return {
    get rows() {
      return rows;
    },
    get total() {
      return answers[0]?.total ?? 0;
    },
    get unit() {
      return answers[0]?.unit ?? "count";
    },
    get known() {
      return answers[0] !== undefined;
    },
    get busy() {
      return asked.busy;
    },
    get error() {
      return asked.error;
    },
    get more() {
      return rows.length < (answers[0]?.total ?? 0) && (answers.at(-1)?.rows.length ?? 0) > 0;
    },
    grow(): void {
      if (answers.at(-1) !== undefined && !asked.busy) pages++;
    },
    again(): void {
      for (let page = 0; page < pages; page++) asked.get(String(page))?.again();
    },
  };
}
