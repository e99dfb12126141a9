// Who waits for an answer. Rows leave as they are dealt with; whatever was done can be taken back.
import { among } from "../../among.svelte";
import type { UnansweredRow } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { now } from "../../clock.svelte";
import { notice } from "../../notice.svelte";
import { go, here, to, withParams } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { draftOf, send, writing } from "../../writing.svelte";

export type Part = "open" | "claimed" | "snoozed" | "perhaps" | "answering" | "closed";
export const PARTS: Part[] = ["open", "claimed", "snoozed", "perhaps", "answering", "closed"];
export const DAYS = [7, 30, 90, 365, 20_000];
const PAGE = 60;
/** People of the team that are offered; others are typed. */
const TEAM = 8;

/** Where a conversation is read: beside its chat, or as a topic. */
export const address = (row: UnansweredRow): string => to("conversations", [row.space_id, row.id], { at: row.id });

export function queue() {
  const place = $derived(here());
  const part = $derived((PARTS.find((one) => one === place.params.get("part")) ?? "open") as Part);
  const days = $derived(DAYS.find((one) => String(one) === place.params.get("days")) ?? 30);
  const all = $derived(place.params.get("all") === "yes");
  const whom = among();
  let limit = $state(PAGE);
  const asked = query("desk.unanswered", () => ({ days, state: part, all, ...whom.asked, limit: Math.min(limit, 200) }));
  const texts = query("texts.list", () => ({}));
  // The team: those whom something can be handed to by one press.
  const team = query("members.list", () => ({ filter: { text: "", kind: "team", seen: "any", without_team: false, segment: null, left: false }, sort: "messages", descending: true, after: null, limit: TEAM }));
  const at = writing();
  let reading: string | null = $state(null);
  const thread = query("threads.get", () => (reading ? { id: reading, after: null, limit: 50 } : null));

  async function act(what: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await what();
      done(words);
    } catch (thrown) {
      notice(thrown);
    }
  }

  return {
    asked,
    whom,
    thread,
    get part() {
      return part;
    },
    get days() {
      return days;
    },
    get all() {
      return all;
    },
    get data() {
      return asked.data;
    },
    get rows() {
      return asked.data?.rows ?? [];
    },
    get minute() {
      return Math.floor(now() / 60_000) * 60_000;
    },
    get reading() {
      return reading;
    },
    get team() {
      return (team.data?.rows ?? []).map((row) => row.name);
    },
    get replies() {
      return (texts.data?.texts ?? []).filter((text) => text.kind === "reply");
    },
    partAddress: (wanted: Part) => withParams({ part: wanted === "open" ? null : wanted }),
    setDays: (wanted: number) => go(withParams({ days: wanted === 30 ? null : String(wanted) })),
    setAll: (wanted: boolean) => go(withParams({ all: wanted ? "yes" : null })),
    more: () => (limit += PAGE),
    /** Opens a row to read it and to answer; a second time closes it. */
    read(row: UnansweredRow): void {
      reading = reading === row.id ? null : row.id;
    },
    leave: () => (reading = null),
    source: (row: UnansweredRow) => (thread.data?.id === row.id ? thread.data.space.source_id : null),
    access: (source: string) => at.access(source),
    draft: (row: UnansweredRow) => draftOf(`answer ${row.id}`),
    async reply(row: UnansweredRow): Promise<void> {
      const draft = draftOf(`answer ${row.id}`);
      const queued = await send(draft, (when) => call("outbox.reply", { message: row.id, text: draft.text, at: when }));
      if (queued) reading = null;
    },
    /** Puts a saved text where the answer is written, filled for this person. */
    async use(row: UnansweredRow, body: string): Promise<void> {
      try {
        const filled = await call("texts.fill", { body, space: row.space_id, ...(row.member ? { member: row.member } : {}) });
        const draft = draftOf(`answer ${row.id}`);
        draft.text = [draft.text.trimEnd(), filled.text].filter(Boolean).join("\n\n");
      } catch (thrown) {
        notice(thrown);
      }
    },
    claim: (row: UnansweredRow, by: string | null) => act(() => call("desk.claim", { id: row.id, by }), by === null ? t("queue-unclaimed-done") : by === "" ? t("queue-claimed-done") : t("queue-assigned-done", { name: by })),
    snooze: (row: UnansweredRow, until: string | null) => act(() => call("desk.snooze", { id: row.id, until }), until === null ? t("queue-reopened") : t("queue-snoozed-done")),
    close: (row: UnansweredRow, closed: boolean) => act(() => call("desk.close", { id: row.id, closed }), closed ? t("queue-closed-done") : t("queue-reopened")),
    open: (row: UnansweredRow) => go(address(row)),
  };
}
