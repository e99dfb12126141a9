// Which charts there are and where they stand. A metric that is in no chart here gets one of its own in the section of its group.
import type { Group, MetricDefinition } from "../../api/bindings";
import { t } from "../../words";

export type Section = "overview" | "growth" | "engagement" | "responsiveness" | "retention" | "network" | "participation" | "content" | "value" | "together" | "health";

export const sections: { id: Section; label: string; groups: Group[] }[] = [
  { id: "overview", label: t("insights-overview"), groups: [] },
  { id: "growth", label: t("insights-growth"), groups: ["growth"] },
  { id: "engagement", label: t("insights-engagement"), groups: ["engagement"] },
  { id: "responsiveness", label: t("insights-responsiveness"), groups: ["responsiveness"] },
  { id: "retention", label: t("insights-retention"), groups: ["retention"] },
  { id: "network", label: t("insights-network"), groups: [] },
  { id: "participation", label: t("insights-participation"), groups: ["participation"] },
  { id: "content", label: t("insights-content"), groups: ["content", "quality"] },
  { id: "value", label: t("insights-value"), groups: ["value"] },
  { id: "together", label: t("insights-together"), groups: ["together"] },
  { id: "health", label: t("insights-health"), groups: ["health", "conduct"] },
];

/** A chart: its name, how it is drawn, and which metrics are in it, each with the name of its line. */
export type Chart = { title: string; kind: "line" | "bars"; metrics: { id: string; name: string }[]; wide?: boolean; /** what a plain number counts */ counts?: string };

/** What the cards of the overview show, those that exist. */
export const overview: string[] = [
  "active_members.month", "participation_rate", "posts", "comments",
  "response_rate", "first_response.median", "unanswered", "peer_answer_share",
  "signups", "activation_rate", "retention", "health",
];

const composed: Record<Exclude<Section, "overview">, Chart[]> = {
  growth: [
    { title: t("insights-chart-newcomers"), kind: "line", wide: true, metrics: [{ id: "signups", name: t("insights-line-joined") }, { id: "first_contributions", name: t("insights-line-first") }] },
    { title: t("insights-chart-net"), kind: "bars", metrics: [{ id: "net_change", name: t("insights-line-net") }] },
    { title: t("insights-chart-steps"), kind: "line", metrics: [{ id: "activation_rate", name: t("insights-line-activated") }, { id: "second_post_rate", name: t("insights-line-second") }] },
    { title: t("insights-chart-known"), kind: "line", metrics: [{ id: "referral_share", name: t("insights-line-known") }] },
    { title: t("insights-chart-back"), kind: "bars", metrics: [{ id: "reactivated", name: t("insights-line-back") }] },
  ],
  engagement: [
    { title: t("insights-chart-active"), kind: "line", wide: true, metrics: [{ id: "active_members.month", name: t("insights-line-month") }, { id: "active_members.week", name: t("insights-line-week") }, { id: "active_members.day", name: t("insights-line-day") }] },
    { title: t("insights-chart-messages"), kind: "bars", metrics: [{ id: "posts", name: t("insights-line-posts") }, { id: "comments", name: t("insights-line-comments") }] },
    { title: t("insights-chart-reactions"), kind: "bars", metrics: [{ id: "reactions", name: t("insights-line-reactions") }] },
  ],
  responsiveness: [
    { title: t("insights-chart-first-answer"), kind: "line", wide: true, metrics: [{ id: "first_response.median", name: t("insights-line-median") }, { id: "first_response.censored_median", name: t("insights-line-censored") }, { id: "first_response.p90", name: t("insights-line-p90") }] },
    { title: t("insights-chart-answered"), kind: "line", metrics: [{ id: "response_rate", name: t("insights-line-answered") }, { id: "peer_answer_share", name: t("insights-line-by-peers") }] },
    { title: t("insights-chart-unanswered"), kind: "bars", metrics: [{ id: "unanswered", name: t("insights-line-unanswered") }] },
    { title: t("insights-chart-who-answers"), kind: "line", metrics: [{ id: "first_response.team_median", name: t("insights-line-team") }, { id: "first_response.peer_median", name: t("insights-line-peers") }, { id: "first_response.newcomer_median", name: t("insights-line-newcomers") }] },
    { title: t("insights-chart-business"), kind: "line", metrics: [{ id: "first_response.business_median", name: t("insights-line-business") }] },
  ],
  retention: [
    { title: t("insights-chart-retention"), kind: "line", metrics: [{ id: "retention", name: t("insights-line-retention") }, { id: "returning_rate", name: t("insights-line-returning") }, { id: "churn", name: t("insights-line-churn") }] },
    { title: t("insights-chart-lost"), kind: "bars", metrics: [{ id: "lost_regulars", name: t("insights-line-lost") }] },
    { title: t("insights-chart-risk"), kind: "bars", metrics: [{ id: "at_risk", name: t("insights-line-risk") }] },
  ],
  network: [{ title: t("insights-chart-density"), kind: "line", wide: true, metrics: [{ id: "network_density", name: t("insights-line-density") }] }],
  participation: [
    { title: t("insights-chart-levels"), kind: "bars", wide: true, metrics: [{ id: "level.exploring", name: t("level-exploring") }, { id: "level.participating", name: t("level-participating") }, { id: "level.contributing", name: t("level-contributing") }, { id: "level.leading", name: t("level-leading") }] },
    { title: t("insights-chart-shares"), kind: "line", metrics: [{ id: "top1_share", name: t("insights-line-top1") }, { id: "top10_share", name: t("insights-line-top10") }, { id: "newcomer_voice_share", name: t("insights-line-voice") }] },
    { title: t("insights-chart-gini"), kind: "line", metrics: [{ id: "gini", name: t("insights-line-gini") }] },
    { title: t("insights-chart-absence"), kind: "bars", metrics: [{ id: "absence_factor", name: t("insights-line-absence") }] },
  ],
  content: [
    { title: t("insights-chart-sentiment"), kind: "line", metrics: [{ id: "sentiment.positive", name: t("insights-line-positive") }, { id: "sentiment.neutral", name: t("insights-line-neutral") }, { id: "sentiment.negative", name: t("insights-line-negative") }] },
    { title: t("insights-chart-sentiment-net"), kind: "line", metrics: [{ id: "sentiment", name: t("insights-line-sentiment") }] },
    { title: t("insights-chart-words"), kind: "line", counts: t("insights-unit-words"), metrics: [{ id: "median_words", name: t("insights-line-words") }] },
    { title: t("insights-chart-solved"), kind: "line", metrics: [{ id: "solved_rate", name: t("insights-line-solved") }, { id: "solo_thread_rate", name: t("insights-line-solo") }] },
    { title: t("insights-chart-threads"), kind: "line", metrics: [{ id: "thread_people", name: t("insights-line-thread-people") }, { id: "thread_depth", name: t("insights-line-thread-depth") }] },
  ],
  value: [
    { title: t("insights-chart-deflection"), kind: "line", wide: true, metrics: [{ id: "deflection.low", name: t("insights-line-low") }, { id: "deflection.direct", name: t("insights-line-direct") }, { id: "deflection.indirect", name: t("insights-line-indirect") }, { id: "deflection.khoros", name: t("insights-line-khoros") }] },
    { title: t("insights-chart-feedback"), kind: "bars", metrics: [{ id: "feedback.collected", name: t("insights-line-collected") }] },
    { title: t("insights-chart-feedback-told"), kind: "line", metrics: [{ id: "feedback.passed_on", name: t("insights-line-passed") }, { id: "feedback.closed", name: t("insights-line-closed") }] },
    { title: t("insights-chart-leads"), kind: "bars", metrics: [{ id: "leads.entered", name: t("insights-line-entered") }] },
    { title: t("insights-chart-leads-from"), kind: "line", metrics: [{ id: "leads.sourced", name: t("insights-line-sourced") }, { id: "leads.influenced", name: t("insights-line-influenced") }] },
  ],
  together: [
    { title: t("insights-chart-attendance"), kind: "bars", wide: true, metrics: [{ id: "events.attendance", name: t("insights-line-came") }, { id: "events.first_timers", name: t("insights-line-first-timers") }] },
    { title: t("insights-chart-shown"), kind: "line", metrics: [{ id: "events.rsvp_rate", name: t("insights-line-yes") }, { id: "events.show_rate", name: t("insights-line-shown") }, { id: "events.repeat_rate", name: t("insights-line-again") }] },
    { title: t("insights-chart-pairs"), kind: "line", metrics: [{ id: "mentoring.pairs", name: t("insights-line-pairs") }, { id: "mentoring.quiet", name: t("insights-line-quiet") }] },
    { title: t("insights-chart-mentoring"), kind: "line", metrics: [{ id: "mentoring.held", name: t("insights-line-held") }, { id: "mentoring.in_time", name: t("insights-line-in-time") }, { id: "mentoring.completion", name: t("insights-line-completed") }] },
    { title: t("insights-chart-ratings"), kind: "line", metrics: [{ id: "mentoring.rating_mentors", name: t("insights-line-mentors") }, { id: "mentoring.rating_mentees", name: t("insights-line-mentees") }] },
  ],
  health: [
    { title: t("insights-chart-incidents"), kind: "line", metrics: [{ id: "incidents.reported", name: t("insights-line-reported") }, { id: "incidents.confirmed", name: t("insights-line-confirmed") }] },
    { title: t("insights-chart-handling"), kind: "line", metrics: [{ id: "incidents.acknowledge_hours", name: t("insights-line-acknowledged") }, { id: "incidents.close_hours", name: t("insights-line-case-closed") }] },
  ],
};

/** Things that are counted are bars, everything else is a line. */
const alone = (metric: MetricDefinition): Chart => ({ title: metric.title, kind: metric.unit === "count" && metric.id !== "absence_factor" ? "bars" : "line", metrics: [{ id: metric.id, name: metric.title }] });

/** The charts of a section, of the metrics that there are. Metrics of one chart have one unit. */
export function chartsOf(section: Section, known: MetricDefinition[]): Chart[] {
  if (section === "overview") return [];
  const by = new Map(known.map((metric) => [metric.id, metric]));
  const taken = new Set(["health", "cohort", ...Object.values(composed).flatMap((charts) => charts.flatMap((chart) => chart.metrics.map((metric) => metric.id)))]);
  const made = composed[section].flatMap((chart) => {
    const metrics = chart.metrics.filter((metric) => by.has(metric.id));
    const unit = by.get(metrics[0]?.id ?? "")?.unit;
    const same = metrics.filter((metric) => by.get(metric.id)!.unit === unit);
    const others = metrics.filter((metric) => !same.includes(metric)).map((metric) => alone(by.get(metric.id)!));
    return same.length > 0 ? [{ ...chart, metrics: same }, ...others] : others;
  });
  const groups = sections.find((one) => one.id === section)?.groups ?? [];
  return [...made, ...known.filter((metric) => groups.includes(metric.group) && !taken.has(metric.id)).map(alone)];
}

/** Everything a section asks for. */
export function metricsOf(section: Section, known: MetricDefinition[]): string[] {
  if (section === "overview") return overview.filter((id) => known.some((metric) => metric.id === id));
  const charts = chartsOf(section, known).flatMap((chart) => chart.metrics.map((metric) => metric.id));
  return section === "health" && known.some((metric) => metric.id === "health") ? ["health", ...charts] : charts;
}
