// Segments: the saved ones with how many they choose now, and the one being made or changed.
import type { ApiError, Rule, Segment } from "../../api/bindings";
import { call } from "../../api/call";
import { queries, query, type Wanted } from "../../api/query.svelte";
import { day } from "../../format";
import { notice } from "../../notice.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { fieldWords, fresh, grouped, whole, type Group } from "./rules";

/** Events to choose from, of those to come and of those that are over. */
const EVENTS = 200;

export type Choice = { id: string; label: string };
type Draft = { id: string | null; name: string; rule: Group };

export function segments() {
  const asked = query("segments.list", () => ({}));
  const sources = query("sources.list", () => ({}));
  const spaces = query("spaces.list", () => ({}));
  const tags = query("tags.list", () => ({}));
  const fields = query("fields.list", () => ({}));
  const organisations = query("organisations.list", () => ({ text: "" }));
  const all = $derived(asked.data?.segments ?? []);
  const past = query("events.list", () => ({ past: true, skip: 0, limit: EVENTS }));
  const coming = query("events.list", () => ({ past: false, skip: 0, limit: EVENTS }));
  const programmes = query("programmes.list", () => ({}));
  const counts = queries("segments.count", (): Wanted<"segments.count">[] =>
    all.map((segment) => ({ key: segment.id, args: { rule: segment.rule } })),
  );
  const wanted = $derived(here().parts[0]);
  let draft: Draft | null = $state.raw(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  const saved = $derived<Segment | undefined>(all.find((segment) => segment.id === wanted));
  const form = $derived.by((): Draft | null => {
    if (draft && (draft.id ?? "new") === wanted) return draft;
    if (wanted === "new") return { id: null, name: "", rule: { is: "all", rules: [fresh.seen()] } };
    return saved ? { id: saved.id, name: saved.name, rule: grouped(saved.rule) } : null;
  });
  const isWhole = $derived(form !== null && whole(form.rule));
  const changed = $derived(form !== null && (form.id === null || form.name.trim() !== saved?.name || JSON.stringify(form.rule) !== JSON.stringify(grouped(saved.rule))));
  // A rule that lacks something keeps the last count in view, but dimmed.
  const count = query("segments.count", () => (form && isWhole ? { rule: form.rule } : null));

  return {
    asked,
    get all() {
      return all;
    },
    members: (id: string): number | undefined => counts.get(id)?.data?.members,
    get wanted() {
      return wanted;
    },
    get form() {
      return form;
    },
    get whole() {
      return isWhole;
    },
    get changed() {
      return changed;
    },
    get count() {
      return count;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    get choices() {
      return {
        tag: (tags.data?.tags ?? []).map((one): Choice => ({ id: one.id, label: one.name })),
        organisation: (organisations.data?.organisations ?? []).map((one): Choice => ({ id: one.id, label: one.name })),
        field: [
          ...Object.entries(fieldWords).map(([id, label]): Choice => ({ id, label })),
          ...(fields.data?.fields ?? []).map((one): Choice => ({ id: `custom:${one.id}`, label: one.name })),
        ],
        source: (sources.data?.sources ?? []).map((one): Choice => ({ id: one.id, label: one.name })),
        space: (spaces.data?.spaces ?? []).map((one): Choice => ({ id: one.id, label: one.name })),
        // Several meet-ups have one name: the day tells them apart.
        event: [...(coming.data?.rows ?? []).toReversed(), ...(past.data?.rows ?? [])].map(
          ({ event }): Choice => ({ id: event.id, label: t("segment-event-on", { title: event.title, day: day(event.start_at) }) }),
        ),
        programme: (programmes.data?.rows ?? []).map(({ programme }): Choice => ({ id: programme.id, label: programme.name })),
        segment: all.filter((one) => one.id !== form?.id).map((one): Choice => ({ id: one.id, label: one.name })),
      };
    },
    name(name: string): void {
      if (form) draft = { ...form, name };
      error = null;
    },
    rule(rule: Group): void {
      if (form) draft = { ...form, rule };
      error = null;
    },
    forget(): void {
      const isNew = form?.id === null;
      draft = null;
      error = null;
      if (isNew) go(to("segments"));
    },
    async save(): Promise<void> {
      if (!form || !isWhole || busy) return;
      busy = true;
      error = null;
      const { id, name, rule }: { id: string | null; name: string; rule: Rule } = form;
      try {
        const kept = await call("segments.save", { id, name: name.trim(), rule });
        draft = null;
        done(t("segment-saved", { name: name.trim() }));
        go(to("segments", [kept.id]));
      } catch (thrown) {
        error = notice(thrown);
      } finally {
        busy = false;
      }
    },
    async remove(): Promise<void> {
      if (!form?.id) return;
      const { id, name } = form;
      try {
        await call("segments.remove", { id });
        draft = null;
        done(t("segment-removed", { name }));
        go(to("segments"));
      } catch (thrown) {
        error = notice(thrown);
      }
    },
  };
}

export type SegmentsModel = ReturnType<typeof segments>;
