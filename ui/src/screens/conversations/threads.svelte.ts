// Lists of threads, and one thread with its replies.
import type { ThreadSort } from "../../api/bindings";
import { chain, once } from "../../api/chain.svelte";
import { here, replace, withParams } from "../../router";
import { joined } from "./chat.svelte";

const PAGE = 60;
const THREAD_PAGE = 200;
const SORTS: readonly ThreadSort[] = ["last", "started", "replies"];

export function threads(space: () => string | null) {
  const sort = $derived.by<ThreadSort>(() => {
    const asked = here().params.get("sort") as ThreadSort;
    return SORTS.includes(asked) ? asked : "last";
  });
  const list = chain(
    "threads.list",
    (after) => ({ space: space(), sort, after, limit: PAGE }),
    (page) => page.next,
  );
  return {
    list,
    get sort() {
      return sort;
    },
    get rows() {
      return once(list.answers.flatMap((page) => page.rows), (row) => row.id);
    },
    get known() {
      return list.answers.length > 0;
    },
    order: (by: string) => replace(withParams({ sort: by === "last" ? null : by })),
  };
}

export function thread(id: string, at: () => string | null) {
  const list = chain(
    "threads.get",
    (after) => ({ id, after, limit: THREAD_PAGE }),
    (page) => page.next,
  );
  const messages = $derived(joined(...list.answers.map((page) => page.messages)));
  // A link to one reply has to find it, however far down it is.
  $effect(() => {
    const target = at();
    if (target && list.more && !messages.some((message) => message.id === target)) list.grow();
  });
  return {
    list,
    get head() {
      return list.answers[0];
    },
    get messages() {
      return messages;
    },
  };
}
