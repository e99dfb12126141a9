// Insights: what is asked for lives in the address; each section asks for its own metrics and keeps the old answer meanwhile.
import type { AskCohorts, AskMetrics, AskNetwork, Metric, MetricDefinition } from "../../api/bindings";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { inCurrency } from "../../money.svelte";
import { here, replace, to, withParams } from "../../router";
import { asked, before, type Asked, type Range } from "./asked";
import { between, dayName, isDay, plus } from "./days";
import { metricsOf, sections, type Section } from "./sections";

/** A community that has been silent for longer is shown up to its last day. */
const SILENT_DAYS = 35;
export const PEOPLE = 60;

export type Insights = ReturnType<typeof insights>;

export function insights(now: () => number = Date.now) {
  const place = $derived(here());
  const section = $derived<Section>(sections.find((one) => one.id === place.parts[0])?.id ?? "overview");
  const home = query("home", () => ({}));
  const today = isoDay(now());
  const last = $derived.by(() => {
    const at = home.data?.last_at;
    const day = at ? isoDay(at) : today;
    return between(day, today) > SILENT_DAYS ? day : today;
  });
  const wanted = $derived<Asked>(asked(place.params, last));
  const definitions = query("metrics.list", () => ({}));
  const known = $derived(definitions.data?.metrics ?? []);
  const ready = $derived(home.data !== undefined && known.length > 0);
  const wants = $derived(metricsOf(section, known));
  // What is left out, and whose days the days are, is told with any answer.
  const ids = $derived(wants.length > 0 ? wants : known.slice(0, 1).map((one) => one.id));

  const ask = (days: { from: string; to: string }, compare: boolean): AskMetrics => ({ metrics: ids, from: days.from, to: days.to, every: wanted.every, slice: wanted.slice, compare });
  const answer = query("metrics.read", () => (ready && ids.length > 0 ? ask(wanted, true) : null));
  $effect.pre(() => {
    if (answer.data) inCurrency(answer.data.currency);
  });
  const earlier = query("metrics.read", () => (ready && ids.length > 0 && wanted.compare ? ask(before(wanted), false) : null));
  const byFirst = $derived(place.params.get("by") === "first");
  const cohorts = query("metrics.cohorts", (): AskCohorts | null =>
    ready && section === "retention" ? { from: wanted.from, to: wanted.to, every: wanted.every === "quarter" ? "quarter" : "month", by_first_contribution: byFirst, slice: wanted.slice } : null,
  );
  const network = query("metrics.network", (): AskNetwork | null => (ready && section === "network" ? { from: wanted.from, to: wanted.to, slice: wanted.slice, limit: PEOPLE } : null));

  const sources = query("sources.list", () => ({}));
  const spaces = query("spaces.list", () => ({}));
  const publicSpaces = $derived((spaces.data?.spaces ?? []).filter((space) => space.kind === "channel" || space.kind === "category"));
  const segments = query("segments.list", () => ({}));

  const found = $derived(new Map<string, Metric>((answer.data?.metrics ?? []).map((metric) => [metric.id, metric])));
  const foundEarlier = $derived(new Map<string, Metric>((wanted.compare ? (earlier.data?.metrics ?? []) : []).map((metric) => [metric.id, metric])));
  const defined = $derived(new Map<string, MetricDefinition>(known.map((metric) => [metric.id, metric])));
  const change = (params: Record<string, string | null>) => replace(withParams(params));

  return {
    get section() {
      return section;
    },
    address: (to_: Section): string => to("insights", to_ === "overview" ? [] : [to_], Object.fromEntries(place.params)),
    get asked() {
      return wanted;
    },
    get known() {
      return known;
    },
    definition: (id: string): MetricDefinition | undefined => defined.get(id),
    metric: (id: string): Metric | undefined => found.get(id),
    earlier: (id: string): Metric | undefined => foundEarlier.get(id),
    /** The windows that the shown answer is of; while another is awaited they are not the wanted ones. */
    get every() {
      return answer.answers?.every ?? wanted.every;
    },
    get answer() {
      return answer.data;
    },
    get cohorts() {
      return cohorts;
    },
    get network() {
      return network;
    },
    get busy() {
      return home.busy || answer.busy || earlier.busy || cohorts.busy || network.busy;
    },
    get error() {
      return home.error ?? definitions.error ?? answer.error;
    },
    /** Nothing is counted in this section. */
    get uncounted() {
      return ready && wants.length === 0;
    },
    get silentSince(): string {
      return last === today ? "" : dayName(last);
    },
    get empty() {
      const data = home.data;
      return data !== undefined && data.people + data.counts.posts + data.counts.replies + data.counts.joins === 0;
    },
    /** Nothing of what is shown has a value in these days. */
    get nothing() {
      const data = answer.data;
      return data !== undefined && data.metrics.length > 0 && data.metrics.every((metric) => metric.series.every((point) => point.value === null || (point.value === 0 && point.n === 0)));
    },
    again(): void {
      home.again();
      definitions.again();
      answer.again();
    },

    get sources() {
      return sources.data?.sources ?? [];
    },
    /** What is said elsewhere is in no number. */
    get publicSpaces() {
      return publicSpaces;
    },
    get spaces() {
      return wanted.slice.source ? publicSpaces.filter((space) => space.source_id === wanted.slice.source) : publicSpaces;
    },
    spaceOf: (name: string | null) => (spaces.data?.spaces ?? []).find((space) => space.id === name || space.name === name),
    get segments() {
      return segments.data?.segments ?? [];
    },
    get byFirst() {
      return byFirst;
    },
    /** The slice in words: what is printed on whatever leaves the window. */
    get sliceNames(): string[] {
      const { source, space, segment } = wanted.slice;
      const names = [source && sources.data?.sources.find((one) => one.id === source)?.name, space && spaces.data?.spaces.find((one) => one.id === space)?.name, segment && segments.data?.segments.find((one) => one.id === segment)?.name];
      return names.filter((name): name is string => !!name);
    },

    range(range: Range): void {
      change(range === "own" ? { range, from: wanted.from, until: plus(wanted.to, -1) } : { range: range === "12m" ? null : range, from: null, until: null, every: null });
    },
    /** A field that is being typed into is empty meanwhile; days that would end before they begin are one day. */
    from(day: string): void {
      const until = plus(wanted.to, -1);
      if (isDay(day)) change({ range: "own", from: day, until: day > until ? day : until });
    },
    until(day: string): void {
      if (isDay(day)) change({ range: "own", from: day < wanted.from ? day : wanted.from, until: day });
    },
    windows: (every: string): void => change({ every }),
    source: (id: string): void => change({ source: id || null, space: null }),
    space: (id: string): void => change({ space: id || null }),
    segment: (id: string): void => change({ segment: id || null }),
    team: (counted: boolean): void => change({ team: counted ? "in" : null }),
    compare: (wish: boolean): void => change({ compare: wish ? "yes" : null }),
    by: (first: boolean): void => change({ by: first ? "first" : null }),
  };
}
