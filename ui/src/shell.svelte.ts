// What the whole window knows: which communities there are, which is open, and what keeps it
// from being used.
import type { ApiError, Community } from "./api/bindings";
import { call, onError } from "./api/call";
import { present } from "./api/errors";
import { query } from "./api/query.svelte";
import { notice } from "./notice.svelte";
import { go, to } from "./router";

export type ShellModel = ReturnType<typeof shell>;

export function shell() {
  const list = query("communities.list", () => ({}));
  let trouble: ApiError | null = $state.raw(null);
  let opening = $state("");
  const communities = $derived(list.data?.communities ?? []);
  const open = $derived(communities.find((one) => one.open) ?? null);

  $effect(() =>
    onError((error) => {
      // Between two communities a read may still meet the closed one; that is no trouble.
      if (present(error).place === "page" && error.code !== "NoCommunity") trouble = error;
    }),
  );

  // A start without an open community goes on with the one used last.
  $effect(() => {
    if (trouble || open || communities.length === 0) return;
    const last = communities.toSorted((a, b) => (b.opened_at ?? 0) - (a.opened_at ?? 0))[0]!;
    if (opening !== last.id) void openCommunity(last);
  });

  async function openCommunity(community: Community): Promise<void> {
    opening = community.id;
    trouble = null;
    try {
      await call("communities.open", { id: community.id });
      list.again();
      go(to("home"));
    } catch (thrown) {
      notice(thrown);
    }
  }

  return {
    get communities() {
      return communities;
    },
    get folder() {
      return list.data?.folder ?? "";
    },
    get known() {
      return list.data !== undefined;
    },
    get open() {
      return open;
    },
    /** The one that was opened last, or could not be. */
    get opening() {
      return opening || null;
    },
    get trouble() {
      return trouble ?? (list.error && !list.data ? list.error : null);
    },
    openCommunity,
    again(): void {
      trouble = null;
      opening = "";
      list.again();
    },
  };
}
