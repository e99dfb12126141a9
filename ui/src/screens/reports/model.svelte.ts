// Reports: which one, for which period, the manager's own words in it, and where it goes.
import { among } from "../../among.svelte";
import type { ApiError, ReportFormat, ReportWords } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { here, replace, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

export const mostStories = 3;
const formats: ReportFormat[] = ["pdf", "html", "xlsx", "csv"];

type Draft = { place: string; words: ReportWords };

export function reports() {
  const asked = query("reports.templates", () => ({}));
  const all = $derived(asked.data?.templates ?? []);
  const wanted = $derived(here().parts);
  const template = $derived(all.find((one) => one.id === wanted[0]) ?? all.find((one) => one.id === "monthly") ?? all[0]);
  // Without a wish, the newest one that is over and of which something is known: an archive may end long ago.
  const period = $derived.by(() => {
    const periods = template?.periods ?? [];
    return periods.find((one) => one.key === wanted[1]) ?? periods.find((one) => one.over && one.known) ?? periods.find((one) => one.over) ?? periods[0];
  });
  const team = $derived(here().params.get("team") === "yes");
  const whom = among();
  const preview = query("reports.preview", () => (template && period ? { template: template.id, period: period.key, with_team: team, ...whom.asked } : null));
  const place = $derived(`${template?.id} ${period?.key} ${whom.chosen ?? ""}`);
  // The answer may still be that of the place before.
  const shown = $derived(preview.data && `${preview.data.template} ${preview.data.period} ${preview.answers?.segment ?? ""}` === place ? preview.data : undefined);
  let draft: Draft | null = $state.raw(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  // Shapes as they were clicked last: the answer that has them is still to come.
  let clicked: { id: string; formats: ReportFormat[] } | null = $state.raw(null);
  const formatsOf = (id: string | undefined): ReportFormat[] => all.find((one) => one.id === id)?.schedule?.formats ?? [];
  $effect(() => {
    if (clicked && formatsOf(clicked.id).join() === clicked.formats.join()) clicked = null;
  });
  const made = $derived.by(() => (clicked && clicked.id === template?.id ? clicked.formats : formatsOf(template?.id)));
  const words = $derived.by((): ReportWords | undefined => (draft?.place === place ? draft.words : shown?.words));
  const changed = $derived(words !== undefined && shown !== undefined && JSON.stringify(words) !== JSON.stringify(shown.words));

  const show = (kind: string | undefined, key?: string, withTeam = team) => replace(to("reports", [kind, key].filter((one) => one !== undefined), { team: withTeam ? "yes" : null, segment: whom.chosen }));
  const change = (part: Partial<ReportWords>) => {
    if (words) draft = { place, words: { ...words, ...part } };
    error = null;
  };

  async function schedule(wish: { formats: ReportFormat[]; choose?: boolean }): Promise<void> {
    if (!template) return;
    clicked = { id: template.id, formats: wish.formats };
    try {
      await call("reports.schedule", { template: template.id, formats: wish.formats, choose: wish.choose ?? false, folder: null });
      asked.again();
    } catch (thrown) {
      clicked = null;
      notice(thrown);
    }
  }

  return {
    asked,
    whom,
    preview,
    get all() {
      return all;
    },
    get template() {
      return template;
    },
    get period() {
      return period;
    },
    get team() {
      return team;
    },
    get shown() {
      return shown;
    },
    get words() {
      return words;
    },
    get changed() {
      return changed;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    kind: (id: string): void => show(id),
    choose: (key: string): void => show(template?.id, key),
    count: (withTeam: boolean): void => show(template?.id, period?.key, withTeam),
    change,
    story(index: number, part: Partial<ReportWords["stories"][number]>): void {
      if (words) change({ stories: words.stories.map((one, i) => (i === index ? { ...one, ...part } : one)) });
    },
    addStory(): void {
      if (words && words.stories.length < mostStories) change({ stories: [...words.stories, { heading: "", text: "" }] });
    },
    removeStory(index: number): void {
      if (words) change({ stories: words.stories.filter((_, i) => i !== index) });
    },
    forget(): void {
      draft = null;
      error = null;
    },
    async keep(): Promise<boolean> {
      if (!template || !period || !words || busy) return false;
      busy = true;
      error = null;
      try {
        const kept = draft;
        await call("reports.save_words", { template: template.id, period: period.key, ...whom.asked, words });
        preview.again();
        // What was typed meanwhile stays.
        if (draft === kept) draft = null;
        done(t("reports-words-saved", { label: period.label }));
        return true;
      } catch (thrown) {
        error = notice(thrown);
        return false;
      } finally {
        busy = false;
      }
    },
    /** A report has the words that are on the screen: they are kept first. */
    async save(format: ReportFormat): Promise<void> {
      if (!template || !period || busy) return;
      if (changed && !(await this.keep())) return;
      busy = true;
      try {
        const file = await call("reports.write", { template: template.id, period: period.key, with_team: team, ...whom.asked, format, path: null });
        if (file.path) toast(t("reports-saved", { path: file.path }));
      } catch (thrown) {
        notice(thrown);
      } finally {
        busy = false;
      }
    },
    scheduled: (format: ReportFormat): boolean => made.includes(format),
    async byItself(format: ReportFormat, on: boolean): Promise<void> {
      const before = made;
      await schedule({ formats: formats.filter((one) => (one === format ? on : before.includes(one))) });
    },
    async folder(): Promise<void> {
      await schedule({ formats: made, choose: true });
    },
  };
}

export type ReportsModel = ReturnType<typeof reports>;
