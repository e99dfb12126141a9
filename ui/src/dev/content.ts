// A made-up content calendar, as the core keeps one.
import type { Commands, ContentCampaign, ContentFindRow, ContentPost, ContentState, ContentTemplate, MemberRow, NewContentPost, SpaceRow } from "../api/bindings";
import type { Did } from "./steps";

type Names = Extract<keyof Commands, `content.${string}`>;
type State = { posts: ContentPost[]; templates: ContentTemplate[]; campaigns: ContentCampaign[]; finds: ContentFindRow[] };

const ZONE = "Europe/Berlin";
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const DAY = 86_400_000;

export function madeContent(how: string, members: MemberRow[], spaces: SpaceRow[], did: Did, now: number): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const person = (index: number) => { const row = members[index]; return row ? { id: row.id, name: row.name, is_bot: row.is_bot } : null; };
  const made = (typed: Partial<NewContentPost> & { title: string }, more: Partial<ContentPost> = {}): ContentPost => {
    const space = spaces.find((one) => one.id === typed.space);
    const on = typed.planned_on ?? null;
    return {
      id: `post${serial++}`, title: typed.title, body: typed.body ?? "", state: typed.body ? "draft" : "idea", space: typed.space ?? null, place: space?.name ?? typed.place ?? "", source_name: space?.source_name ?? null,
      owner: members.filter((one) => one.id === typed.owner).map((one) => ({ id: one.id, name: one.name, is_bot: one.is_bot }))[0] ?? null, planned_on: on, planned_time: typed.planned_time ?? "", zone: typed.zone ?? ZONE,
      planned_at: on ? Date.parse(`${on}T${typed.planned_time || "00:00"}:00Z`) : null, campaign: typed.campaign ?? null, campaign_name: null, notes: typed.notes ?? "", tags: typed.tags ?? [], series: null, way: "hand",
      published_at: null, result: null, trouble: null, updated_at: now, ...more,
    };
  };
  const at = (days: number) => day(now + days * DAY);
  const result = (answers: number, complete: boolean) => ({ message: "c0-100", space: spaces[0]?.id ?? null, here: true, gone: false, answers, people: Math.ceil(answers / 2), reactions: answers * 3, views: null, complete });
  const [first, second, third] = [spaces[0]?.id ?? null, spaces[1]?.id ?? null, spaces[2]?.id ?? null];
  let state: State = {
    posts: empty ? [] : [
      made({ title: "Question of the week: what do you sow in November?", body: "Tell us", space: first, planned_on: at(-9), planned_time: "09:00" }, { state: "measured", result: result(14, true), published_at: now - 9 * DAY, way: "outbox", series: "t0" }),
      made({ title: "Question of the week: your best tool", body: "Tell us", space: first, planned_on: at(-2), planned_time: "09:00" }, { state: "published", result: result(5, false), published_at: now - 2 * DAY, way: "outbox", series: "t0" }),
      made({ title: "Question of the week: compost, and what must never be in it, however tempting", body: "Tell us", space: first, planned_on: at(5), planned_time: "09:00" }, { state: "scheduled", way: "outbox", series: "t0", owner: person(3) }),
      made({ title: "Release notes 4.2", body: "What is new", space: second, planned_on: at(2), planned_time: "15:00", owner: members[8]?.id ?? null }, { state: "review", campaign: "k0", campaign_name: "Winter seeds" }),
      made({ title: "Interview with the winner of the seed swap", space: second, planned_on: at(9), owner: members[3]?.id ?? null }),
      made({ title: "رسالة ترحيب بالأعضاء الجدد", body: "…", planned_on: at(-1), place: "Newsletter" }, { state: "scheduled", trouble: "late" }),
      made({ title: "Office hours with the product team", body: "Come and ask", space: third, planned_on: at(1), planned_time: "18:00" }, { state: "scheduled", way: "outbox", trouble: "paused" }),
      made({ title: "A map of everybody’s gardens" }), made({ title: "Thank the moderators", body: "They did a lot" }),
    ],
    templates: empty ? [] : [
      { id: "t0", name: "Question of the week", title: "Question of the week: ", body: "Tell us", space: first, place: spaces[0]?.name ?? "", owner: person(3), campaign: null, tags: [], time: "09:00", zone: ZONE, repeat: { every: "week", weeks: 1, weekday: 2 }, from_on: at(-60), until_on: null, ahead: 8 },
      { id: "t1", name: "Release notes", title: "Release notes", body: "## New\n\n## Fixed\n", space: second, place: spaces[1]?.name ?? "", owner: null, campaign: null, tags: ["release"], time: "", zone: ZONE, repeat: null, from_on: null, until_on: null, ahead: 0 },
    ],
    campaigns: empty ? [] : [{ id: "k0", name: "Winter seeds", from_on: at(-20), until_on: at(40), goal: "Two hundred people order their seeds together", posts: 6, published: 3, known: 3, answers: 41, reactions: 160, views: 1_204 }],
    finds: empty ? [] : ([["granted", "This is how I built the frame, step by step, with the drawing of every joint"], ["asked", "Twelve beds and what grew in them this year"], ["found", null]] as const).map(([permission, text], i) => ({
      id: `f${i}`, message: `c0-${i}`, space: spaces[0]?.id ?? null, space_name: spaces[0]?.name ?? null, text, at: now - i * 9 * DAY, author: person(i * 3 + 1), reactions: 21 - i * 7, permission, decided_on: permission === "found" ? null : at(-i), post: null, post_title: null, note: "",
    })),
  };
  const keep = (label: string, change: Partial<State>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  const become = (id: string, part: Partial<ContentPost>) => state.posts.map((post) => (post.id === id ? { ...post, trouble: null, ...part } : post));
  const missing = (): never => { throw { code: "NotFound", message: "there is no such post any more", field: null }; };
  return {
    "content.list": ({ from, until, unplanned }) => ({ posts: state.posts.filter((post) => (post.planned_on ? (!from || post.planned_on >= from) && (!until || post.planned_on < until) : unplanned)).sort((a, b) => (a.planned_on ?? "9").localeCompare(b.planned_on ?? "9")), today: day(now), zone: ZONE }),
    "content.get": ({ id }) => state.posts.find((post) => post.id === id) ?? missing(),
    "content.save": ({ id, post }) => {
      if (!post.title.trim()) throw { code: "Invalid", message: "write what it is about", field: "title" };
      const known = state.posts.find((one) => one.id === id);
      const { state: where, way, result: shown, series } = known ?? { state: post.body ? "draft" : "idea", way: "hand", result: null, series: null };
      const one = made(post as NewContentPost, { state: where as ContentState, way: way as ContentPost["way"], result: shown, series, ...(id ? { id } : {}) });
      keep("Save post", { posts: known ? state.posts.map((other) => (other.id === id ? one : other)) : [...state.posts, one] });
      return { id: one.id };
    },
    "content.move": ({ id, state: to }) => keep("Move post", { posts: become(id, { state: to, way: "hand", published_at: to === "published" ? now : null }) }),
    "content.publish": ({ id }) => keep("Schedule post", { posts: become(id, { state: "scheduled", way: "outbox" }) }),
    "content.link": ({ id, message }) => keep("Link post", { posts: become(id, { result: message ? { ...result(3, false), message } : null, state: "published" }) }),
    "content.remove": ({ id }) => keep("Remove post", { posts: state.posts.filter((post) => post.id !== id) }),
    "content.gaps": ({ from, weeks }) => {
      const mondays = Array.from({ length: weeks }, (_, i) => day(Date.parse(from ?? day(now)) + i * 7 * DAY));
      const places = new Map(state.posts.filter((post) => post.planned_on && post.place).map((post) => [post.place, post.space]));
      return { weeks: mondays, open: 44, places: [...places].map(([place, space]) => ({ place, space, posts: mondays.map((monday) => state.posts.filter((post) => post.place === place && post.planned_on && post.planned_on >= monday && post.planned_on < day(Date.parse(monday) + 7 * DAY)).length) })) };
    },
    "content.today": () => ({ rows: [], more: 0 }),
    "content.save_calendar": () => ({ path: "/home/you/content.ics", count: state.posts.filter((post) => post.planned_on).length }),
    "content.templates": () => ({ templates: state.templates }),
    "content.save_template": ({ id, template }) => {
      const one = { ...template, title: template.title ?? "", body: template.body ?? "", id: id ?? `t${serial++}`, place: spaces.find((space) => space.id === template.space)?.name ?? template.place ?? "", space: template.space ?? null, owner: null, campaign: null, tags: template.tags ?? [], time: template.time ?? "", zone: ZONE, repeat: template.repeat ?? null, from_on: template.from_on ?? null, until_on: template.until_on ?? null, ahead: template.repeat ? 8 : 0 };
      keep(template.repeat ? "Save series" : "Save template", { templates: [...state.templates.filter((other) => other.id !== id), one] });
      return { id: one.id };
    },
    "content.remove_template": ({ id }) => keep("Remove template", { templates: state.templates.filter((one) => one.id !== id) }),
    "content.campaigns": () => ({ campaigns: state.campaigns }),
    "content.save_campaign": ({ id, campaign }) => {
      const known = state.campaigns.find((one) => one.id === id);
      const one = { posts: 0, published: 0, known: 0, answers: 0, reactions: 0, views: null, ...known, ...campaign, goal: campaign.goal ?? "", id: id ?? `k${serial++}` };
      keep("Save campaign", { campaigns: [one, ...state.campaigns.filter((other) => other.id !== id)] });
      return { id: one.id };
    },
    "content.remove_campaign": ({ id }) => keep("Remove campaign", { campaigns: state.campaigns.filter((one) => one.id !== id) }),
    "content.finds": ({ limit }) => ({ finds: state.finds.slice(0, limit), more: false }),
    "content.mark": ({ message }) => {
      const one: ContentFindRow = { id: `f${serial++}`, message, space: first, space_name: spaces[0]?.name ?? null, text: "What was marked", at: now, author: person(2), reactions: 0, permission: "found", decided_on: null, post: null, post_title: null, note: "" };
      keep("Mark for reuse", { finds: [one, ...state.finds] });
      return { id: one.id };
    },
    "content.change_find": ({ id, find }) => keep("Change mark for reuse", { finds: state.finds.map((one) => (one.id === id ? { ...one, permission: find.permission, post: find.post ?? null, note: find.note ?? "", decided_on: find.permission === "found" ? null : day(now) } : one)) }),
    "content.remove_find": ({ id }) => keep("Remove mark for reuse", { finds: state.finds.filter((one) => one.id !== id) }),
  };
}
