// A list that grows by keyset: page n+1 starts at the cursor page n ended with. Every page stays
// a live question, so a change in the data reaches all of it.
import type { ApiError } from "./bindings";
import type { Answer, Args, Name } from "./call";
import { queries, type Wanted } from "./query.svelte";

/** Rows of several pages, each once: while pages are asked anew one by one, two of them may have the same row. */
export function once<Row>(rows: Row[], key: (row: Row) => string): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(key(row)) && seen.add(key(row)));
}

export function chain<K extends Name>(
  name: K,
  args: (cursor: string | null) => Args<K> | null,
  next: (answer: Answer<K>) => string | null,
  start: () => string | null = () => null,
) {
  let length = $state(1);
  let first = "";
  const pages = queries(name, () => {
    const list: Wanted<K>[] = [];
    let cursor = start();
    const opening = args(cursor);
    // A different question starts with one page again, whatever had been scrolled to before.
    const key = JSON.stringify(opening);
    if (key !== first) {
      first = key;
      length = 1;
    }
    if (opening === null) return list;
    for (let i = 0; i < length; i++) {
      const wanted = i === 0 ? opening : args(cursor);
      if (wanted === null) break;
      list.push({ key: String(i), args: wanted });
      const answer = pages?.get(String(i))?.data;
      cursor = answer ? next(answer) : null;
      if (cursor === null) break;
    }
    return list;
  });
  const answers = $derived.by(() => {
    const list: Answer<K>[] = [];
    for (let i = 0; i < length; i++) {
      const answer = pages.get(String(i))?.data;
      if (!answer) break;
      list.push(answer);
    }
    return list;
  });
  return {
    get answers(): Answer<K>[] {
      return answers;
    },
    get busy(): boolean {
      return pages.busy;
    },
    get error(): ApiError | null {
      return pages.error;
    },
    /** True when the last page that arrived says there is more. */
    get more(): boolean {
      const last = answers.at(-1);
      return last !== undefined && next(last) !== null;
    },
    /** Asks for one page more, once the last one is here. */
    grow(): void {
      if (answers.length === length && this.more) length++;
    },
    again(): void {
      for (let i = 0; i < length; i++) pages.get(String(i))?.again();
    },
  };
}
