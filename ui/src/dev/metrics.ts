// Made-up figures over the made-up members: believable shapes, the same at every start.
import type { BehindRow, Commands, Direction, Every, Group, MemberRow, Metric, MetricDefinition, Point, SpaceRow, Unit } from "../api/bindings";
import { plus, shifted, startOf } from "../screens/insights/days";
import { DAY, dice, NOW, sentence } from "./people";

type Names = "spaces.expect_answers" | "metrics.list" | "metrics.read" | "metrics.cohorts" | "metrics.rows" | "metrics.network" | "exports.chart";
type Shape = { base: number; grow?: number; swing?: number; per?: boolean };

const made = (id: string, title: string, group: Group, unit: Unit, direction: Direction, shape: Shape, least = 1): MetricDefinition & { shape: Shape } => ({
  id, version: 1, title, group, unit, direction, least, shape,
  definition: `${title}: counted people and what they did in public, in windows of whole days of the community's zone. Bots and the team are left out, deleted messages too.\nThe whole stretch is one window, not a sum of windows.`,
});

const all = [
  made("active_members.month", "Members who contribute in a month", "engagement", "people", "up", { base: 420, grow: 2 }),
  made("active_members.week", "Members who contribute in a week", "engagement", "people", "up", { base: 190, grow: 1 }),
  made("active_members.day", "Members who contribute on a day", "engagement", "people", "up", { base: 61 }),
  made("stickiness", "Stickiness", "engagement", "percent", "up", { base: 17 }),
  made("posts", "Posts", "engagement", "count", "up", { base: 48, per: true, grow: 0.4 }),
  made("comments", "Answers and comments", "engagement", "count", "up", { base: 71, per: true }),
  made("reactions", "Reactions", "engagement", "count", "up", { base: 133, per: true }),
  made("posts_per_member", "Posts for each contributing member", "engagement", "number", "neutral", { base: 3.4 }),
  made("participation_rate", "Share of members who contribute", "engagement", "percent", "up", { base: 12 }),
  made("signups", "New members", "growth", "people", "up", { base: 3.2, per: true }),
  made("first_contributions", "First contributions", "growth", "people", "up", { base: 1.1, per: true }),
  made("activation_rate", "New members who contribute within 14 days", "growth", "percent", "up", { base: 31 }, 5),
  made("second_post_rate", "Newcomers who write again within 30 days", "growth", "percent", "up", { base: 44 }, 5),
  made("reactivated", "Back after 90 days", "growth", "people", "up", { base: 0.3, per: true }),
  made("net_change", "Net change of contributors", "growth", "people", "up", { base: 0.2, per: true, swing: 9 }),
  made("referral_share", "Members with a known referral", "growth", "percent", "neutral", { base: 22 }),
  made("response_rate", "Conversations answered within 7 days", "responsiveness", "percent", "up", { base: 87 }),
  made("first_response.median", "Time to the first answer, median", "responsiveness", "hours", "down", { base: 3.1 }, 5),
  made("first_response.p90", "Time to the first answer, nine in ten", "responsiveness", "hours", "down", { base: 31 }, 20),
  made("first_response.censored_median", "Time to the first answer, unanswered included", "responsiveness", "hours", "down", { base: 4.4 }, 5),
  made("first_response.business_median", "Time to the first answer in working hours", "responsiveness", "hours", "down", { base: 1.2 }, 5),
  made("first_response.team_median", "Time to the first answer by the team", "responsiveness", "hours", "down", { base: 2.2 }, 5),
  made("first_response.peer_median", "Time to the first answer by members", "responsiveness", "hours", "down", { base: 4.6 }, 5),
  made("first_response.newcomer_median", "Time to the first answer to newcomers", "responsiveness", "hours", "down", { base: 6.8 }, 5),
  made("unanswered", "Conversations without an answer", "responsiveness", "count", "down", { base: 1.4, per: true }),
  made("peer_answer_share", "First answers given by members", "responsiveness", "percent", "up", { base: 68 }),
  made("retention", "Contributors of the window before who contributed again", "retention", "percent", "up", { base: 54 }),
  made("churn", "Contributors of the window before who did not", "retention", "percent", "down", { base: 46 }),
  made("returning_rate", "Posters who posted in the window before", "retention", "percent", "up", { base: 61 }),
  made("lost_regulars", "Regulars lost", "retention", "people", "down", { base: 0.25, per: true }),
  made("at_risk", "Members at risk by their own rhythm", "retention", "people", "down", { base: 14 }),
  made("cohort", "Cohorts", "retention", "percent", "up", { base: 20 }),
  made("gini", "Gini of contributions", "participation", "number", "down", { base: 0.71 }),
  made("absence_factor", "Contributor absence factor", "participation", "people", "up", { base: 9 }),
  made("top1_share", "Share of the top 1 %", "participation", "percent", "down", { base: 23 }, 20),
  made("top10_share", "Share of the top ten people", "participation", "percent", "down", { base: 41 }),
  made("newcomer_voice_share", "Newcomers' share of voices", "participation", "percent", "neutral", { base: 18 }),
  made("network_density", "Density of the network of answers", "participation", "number", "neutral", { base: 0.04 }),
  made("level.exploring", "Members exploring", "participation", "people", "neutral", { base: 260 }),
  made("level.participating", "Members participating", "participation", "people", "up", { base: 110 }),
  made("level.contributing", "Members contributing", "participation", "people", "up", { base: 42 }),
  made("level.leading", "Members leading", "participation", "people", "up", { base: 9 }),
  made("gravity", "Gravity", "participation", "number", "up", { base: 2.1 }),
  made("solo_thread_rate", "Threads with one author only", "quality", "percent", "down", { base: 11 }),
  made("thread_people", "People in a thread, median", "quality", "number", "up", { base: 3.2 }),
  made("thread_depth", "Messages in a thread, mean", "quality", "number", "neutral", { base: 6.4 }),
  made("solved_rate", "Questions that were solved", "quality", "percent", "up", { base: 58 }),
  made("likes_per_post", "Reactions to each message", "quality", "number", "up", { base: 1.3 }),
  made("median_words", "Words in a message, median", "quality", "number", "neutral", { base: 21 }),
  made("sentiment.positive", "Positive messages", "quality", "percent", "up", { base: 34 }),
  made("sentiment.neutral", "Neutral messages", "quality", "percent", "neutral", { base: 57 }),
  made("sentiment.negative", "Negative messages", "quality", "percent", "down", { base: 9 }),
  made("views", "Views", "content", "count", "up", { base: 900, per: true }),
  made("unread_share", "Items without a view in 28 days", "content", "percent", "down", { base: 14 }),
  made("deflection.low", "Support not needed, counted only", "value", "money", "up", { base: 9_000, per: true }),
  made("deflection.direct", "Support not needed, accepted answers", "value", "money", "up", { base: 16_000, per: true }),
  made("deflection.indirect", "Support not needed, with views", "value", "money", "up", { base: 29_000, per: true }),
  made("resolved_share", "Issues resolved here and not by tickets", "value", "percent", "up", { base: 37 }),
  made("leads.entered", "Leads", "value", "people", "up", { base: 0 }),
  made("health", "Health", "health", "number", "up", { base: 71 }),
  made("incidents.reported", "Incidents reported", "conduct", "count", "neutral", { base: 0.06, per: true }),
  made("incidents.confirmed", "Incidents confirmed", "conduct", "count", "neutral", { base: 0.03, per: true }),
  made("flags_per_1000", "Flags for each 1,000 messages", "conduct", "number", "neutral", { base: 1.9 }),
];

const LENGTH: Record<Every, number> = { day: 1, week: 7, month: 30.4, quarter: 91, year: 365, whole: 365 };
const today = () => new Date(NOW).toISOString().slice(0, 10);
const FIRST_DAY = new Date(NOW - 1_900 * DAY).toISOString().slice(0, 10);
const kept = (id: string) => !id.startsWith("leads.");

function point(id: string, start: string, end: string, part: number): Point {
  const { shape, unit, least } = all.find((one) => one.id === id)!;
  const at = Date.parse(start) / DAY;
  const days = (Date.parse(end) - Date.parse(start)) / DAY;
  const unfinished = end > today();
  const lived = unfinished ? Math.max(0.03, (Date.parse(today()) / DAY - at) / days) : 1;
  const random = dice(Math.round(at) * 31 + id.length * 977 + id.charCodeAt(0));
  const wave = 1 + Math.sin(at / 40 + id.length) * 0.14 + (random() - 0.5) * (days < 5 ? 0.5 : 0.2) - (Math.abs((at % 365) - 358) < 12 ? 0.35 : 0);
  const factor = shape.per ? days * lived : 1;
  let value = (shape.base + (shape.swing ?? 0) * Math.sin(at / 60) * 0.2) * wave * factor * part * (1 + ((shape.grow ?? 0) * (at - 18_500)) / 4_000);
  const n = Math.max(0, Math.round((unit === "count" || unit === "people" ? Math.abs(value) : 7 * Math.min(days, 400) * lived * part)));
  if (unit === "count" || unit === "people" || unit === "money") value = Math.round(value);
  if (unit === "percent") value = Math.min(100, value / part);
  if (id === "gini") value = Math.min(0.95, value);
  const base = { start, end, n, ...(unfinished ? { unfinished } : {}) };
  if (!kept(id)) return { ...base, n: 0, value: null, reason: "not_kept" };
  if (start < FIRST_DAY) return { ...base, n: 0, value: null, reason: "before_first" };
  if (n < least) return { ...base, value: null, reason: n === 0 ? "no_cases" : "too_few" };
  if (id === "first_response.censored_median" && random() < 0.04) return { ...base, value: null, reason: "not_reached" };
  const unanswered = Math.round(n * 0.08);
  return { ...base, value, ...(id.startsWith("first_response") ? { n: n - unanswered, parts: { answered: n - unanswered, unanswered } } : id === "health" ? { n: 12, parts: { engagement: 78, "engagement.stickiness": 3 + (at % 2), "engagement.participation_rate": 4, "engagement.posts_per_member": 5, growth: 55, "growth.activation_rate": 2, "growth.second_post_rate": 3 - (at % 3), service: 61, "service.response_rate": 4, "service.first_response.median": 3, "service.peer_answer_share": 2, "stability.retention": 5, "stability.absence_factor": 4, measures: 15 } } : {}) };
}

export function madeMetrics(empty: () => boolean, members: MemberRow[], spaces: SpaceRow[]) {
  const part = ({ source, space, segment, with_team }: Commands["metrics.read"][0]["slice"]) => (source ? 0.6 : 1) * (space ? 0.13 : 1) * (segment ? 0.09 : 1) * (with_team ? 1.14 : 1);
  const people = members.filter((row) => !row.is_bot);
  const answers: { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } = {
    "metrics.list": () => ({ metrics: all.map(({ shape: _, ...metric }) => metric) }),
    "metrics.read": ({ metrics, from, to, every, slice, compare }) => {
      const [first, last] = [from ?? plus(today(), -365), to ?? plus(today(), 1)];
      const length = (Date.parse(last) - Date.parse(first)) / DAY;
      return {
        zone: "Europe/Berlin", currency: "EUR", from: first, to: last, first_day: empty() ? null : FIRST_DAY, last_day: empty() ? null : today(),
        excluded: { bots: 48, team: 31, private_spaces: 4, announcement_spaces: 1 },
        metrics: (metrics.length > 0 ? metrics : all.map((one) => one.id)).map((id): Metric => {
          const series: Point[] = [];
          for (let start = startOf(first, every); start < last; start = shifted(start, every, 1)) series.push(point(id, start, shifted(start, every, 1), part(slice)));
          const whole = compare ? { now: { ...point(id, first, last, part(slice)), unfinished: false }, before: point(id, plus(first, -length), first, part(slice)) } : { now: null, before: null };
          return { id, version: 1, unit: all.find((one) => one.id === id)!.unit, series, ...whole };
        }),
      };
    },
    "metrics.cohorts": ({ from, to, every }) => {
      const cohorts: Commands["metrics.cohorts"][1]["cohorts"] = [];
      for (let start = startOf(from!, every); start < to!; start = shifted(start, every, 1)) {
        const random = dice(Date.parse(start) / DAY);
        const size = Math.round(LENGTH[every] * (2.4 + random() * 1.6));
        const cells = [];
        for (let at = start, later = 0; at <= today(); at = shifted(at, every, 1), later++) {
          const active = Math.round(size * (later === 0 ? 0.72 : 0.16 + 0.42 * Math.exp(-later / 2.3)) * (0.85 + random() * 0.3));
          cells.push({ active, share: (active / size) * 100, unfinished: shifted(at, every, 1) > today() });
        }
        cohorts.push({ start, end: shifted(start, every, 1), size, cells });
      }
      const average = Array.from({ length: cohorts.length }, (_, later) => {
        const i = later - 1;
        if (later === 0) return null;
        const done = cohorts.flatMap((one) => (one.cells[i + 1] && !one.cells[i + 1]!.unfinished ? [one.cells[i + 1]!.share] : []));
        return done.length === 0 ? null : done.reduce<number>((sum, share) => sum + (share ?? 0), 0) / done.length;
      });
      return { cohorts, average };
    },
    "metrics.rows": ({ metric, skip, limit }) => {
      const total = metric === "health" ? 0 : 137;
      const messages = /posts|comments|response|unanswered|thread|solved|sentiment|answer/.test(metric);
      const unit = all.find((one) => one.id === metric)?.unit ?? "count";
      return {
        total, unit: unit === "hours" ? "hours" : "count",
        rows: Array.from({ length: Math.max(0, Math.min(limit, total - skip)) }, (_, i): BehindRow => {
          const n = skip + i;
          const row = people[n * 7 + 7]!;
          return { member: row.id, name: row.name, tone: metric.startsWith("sentiment") ? (["positive", "neutral", "negative"][n % 3] ?? null) : null, own_tone: false, activity: messages ? `c${n % 5}-${n + 300}` : null, text: messages ? sentence(dice(n), 18) : null, space: messages ? spaces[n % 5]!.name : null, at: messages ? NOW - n * 3_600_000 * 5 : null, value: unit === "hours" ? (n % 9 === 4 ? null : n / 7 + 0.2) : messages ? null : 40 - Math.floor(n / 4) };
        }),
      };
    },
    "metrics.network": ({ limit }) => {
      const random = dice(9);
      const nodes = people.slice(0, limit).map((row, i) => ({ id: row.id, name: row.name, is_team: i % 13 === 2, contributions: Math.round(900 / (i + 2) + 6) }));
      const edges = nodes.flatMap((from, i) => nodes.filter((_, j) => j !== i && random() < 0.5 / (1 + Math.min(i, j) * 0.6) / (1 + (Math.abs(i - j) % 4) * 2)).map((to) => ({ from: from.id, to: to.id, replies: Math.ceil(random() ** 3 * 40) })));
      return empty() ? { nodes: [], edges: [], people: 0, more: false } : { nodes, edges, people: 412, more: true };
    },
    "spaces.expect_answers": ({ space, expected }) => {
      for (const one of spaces) if (one.id === space) one.expects_answer = expected;
      return {};
    },
    "exports.chart": ({ name, format }) => ({ path: `/home/you/${name}-20261122.${format}`, rows: 0, bytes: 41_000 }),
  };
  return answers;
}
