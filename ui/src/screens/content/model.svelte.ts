// The content calendar: what is looked at, and what a person does with posts.
import type { ContentPost, ContentState } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { dayOf, dayTime, isoDay, sentence } from "../../format";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, here, replace, to, withParams } from "../../router";
import { access } from "../../sources";
import { done } from "../../steps";
import { t } from "../../words";
import { isMonth, plus, plusMonths, weeksOf } from "../../days";
import { editor } from "./editor.svelte";
import { stateNames, STATES } from "./names";

export type ContentView = "month" | "board" | "templates" | "campaigns" | "made";
const VIEWS: ContentView[] = ["month", "board", "templates", "campaigns", "made"];

/** Posts that pass what was chosen above them. */
export function chosen(posts: ContentPost[], place: string, owner: string): ContentPost[] {
  return posts.filter((post) => (!place || (post.space ?? `:${post.place}`) === place) && (!owner || (owner === "none" ? !post.owner : post.owner?.id === owner)));
}

export function content() {
  const place = $derived(here());
  const view = $derived(VIEWS.find((one) => one === place.parts[0]) ?? "month");
  const month = $derived.by(() => {
    const asked = place.params.get("month");
    return isMonth(asked) ? asked : isoDay(Date.now()).slice(0, 7);
  });
  const weeks = $derived(weeksOf(month));
  const page = query("content.list", () => {
    if (view === "month") return { from: weeks[0]![0]!, until: plus(weeks.at(-1)![6]!, 1), unplanned: false };
    return view === "board" ? { from: null, until: null, unplanned: true } : null;
  });
  const gaps = query("content.gaps", () => (view === "month" ? { from: weeks[0]![0]!, weeks: weeks.length } : null));
  const spaces = query("spaces.list", () => ({}));
  const sources = query("sources.list", () => ({}));
  const wantedPlace = $derived(place.params.get("in") ?? "");
  const wantedOwner = $derived(place.params.get("owner") ?? "");
  const posts = $derived(chosen(page.data?.posts ?? [], wantedPlace, wantedOwner));
  const edits = editor();
  let busy = false;

  async function act(what: () => Promise<unknown>, words: string): Promise<boolean> {
    if (busy) return false;
    busy = true;
    try {
      await what();
      done(words);
      return true;
    } catch (thrown) {
      const error = notice(thrown);
      if (error?.field) toast(sentence(error.message));
      return false;
    } finally {
      busy = false;
    }
  }

  /** Whether a space may be written to from here. */
  function mayWrite(space: string | null): boolean {
    const source = spaces.data?.spaces.find((one) => one.id === space)?.source_id;
    const found = sources.data?.sources.find((one) => one.id === source);
    return found !== undefined && access(found) === "may";
  }

  async function become(post: ContentPost, state: ContentState): Promise<boolean> {
    if (state === "scheduled" && post.planned_on === null) {
      toast(t("content-day-first"));
      edits.open(post);
      return false;
    }
    if (state === "scheduled" && mayWrite(post.space) && post.planned_time === "") {
      toast(t("content-time-first"));
      edits.open(post);
      return false;
    }
    // By itself where that is possible and in time; a post whose time is over is nobody's to send by a slip of a key.
    if (state === "scheduled" && mayWrite(post.space)) {
      return act(() => call("content.publish", { id: post.id, now: false }), t("content-goes-out", { what: post.title, when: dayTime(post.planned_at ?? 0) }));
    }
    return act(() => call("content.move", { id: post.id, state }), t("content-moved", { what: post.title, state: stateNames[state] }));
  }

  return {
    page,
    gaps,
    edits,
    mayWrite,
    get view() {
      return view;
    },
    get month() {
      return month;
    },
    get weeks() {
      return weeks;
    },
    get posts() {
      return posts;
    },
    get today() {
      return page.data?.today ?? isoDay(Date.now());
    },
    get zone() {
      return page.data?.zone ?? "";
    },
    get place() {
      return wantedPlace;
    },
    get owner() {
      return wantedOwner;
    },
    /** The places of the posts at hand, for the choice above them. */
    get places() {
      const found = new Map((page.data?.posts ?? []).filter((post) => post.space || post.place).map((post) => [post.space ?? `:${post.place}`, post.place]));
      return [...found].sort((a, b) => a[1].localeCompare(b[1]));
    },
    get owners() {
      const found = new Map((page.data?.posts ?? []).flatMap((post) => (post.owner ? [[post.owner.id, post.owner.name] as const] : [])));
      return [...found].sort((a, b) => a[1].localeCompare(b[1]));
    },
    get spaces() {
      return spaces.data?.spaces ?? [];
    },
    filter(change: { in?: string; owner?: string }): void {
      replace(withParams(change));
    },
    turn(months: number): void {
      replace(withParams({ month: plusMonths(month, months) }));
    },
    show(wanted: string): void {
      replace(withParams({ month: wanted }));
    },
    go(wanted: ContentView): string {
      return to("content", wanted === "month" ? [] : [wanted], { in: wantedPlace, owner: wantedOwner });
    },
    become,
    /** A card goes one state on or back. */
    step(post: ContentPost, by: 1 | -1): Promise<boolean> {
      const next = STATES[STATES.indexOf(post.state) + by];
      if (!next) return Promise.resolve(false);
      if (next === "published" && post.way === "outbox") {
        toast(t("content-by-itself"));
        return Promise.resolve(false);
      }
      if (next === "measured" && post.result?.here) {
        toast(t("content-measured-by-itself"));
        return Promise.resolve(false);
      }
      return become(post, next);
    },
    /** A post goes to another day, at the same time of the same clock. */
    replan(post: ContentPost, day: string): Promise<boolean> {
      if (post.state === "published" || post.state === "measured") {
        toast(t("content-is-out"));
        return Promise.resolve(false);
      }
      return act(() => call("content.save", { id: post.id, post: { ...edits.typed(post), planned_on: day } }), t("content-replanned", { what: post.title, day: dayOf(day) }));
    },
    /** A post as the core has it now. */
    async one(id: string): Promise<ContentPost | null> {
      try {
        return await call("content.get", { id });
      } catch (thrown) {
        notice(thrown);
        return null;
      }
    },
    publishNow: (post: ContentPost) => act(() => call("content.publish", { id: post.id, now: true }), t("content-goes-now", { what: post.title })),
    remove: (post: ContentPost) => act(() => call("content.remove", { id: post.id }), t("content-removed", { what: post.title })),
    link: (post: ContentPost, message: string | null) => act(() => call("content.link", { id: post.id, message }), message ? t("content-linked", { what: post.title }) : t("content-unlinked", { what: post.title })),
    async calendar(): Promise<void> {
      try {
        const file = await call("content.save_calendar", { path: null });
        if (file.count === 0) toast(t("content-calendar-none"));
        else if (file.path) toast(t("content-calendar-saved", { path: file.path, count: file.count }));
      } catch (thrown) {
        notice(thrown);
      }
    },
    see(post: ContentPost): void {
      if (post.result?.space) go(to("conversations", [post.result.space], { at: post.result.message }));
    },
  };
}

export type ContentModel = ReturnType<typeof content>;
