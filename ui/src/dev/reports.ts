// Made-up reports: numbers that move a little from period to period.
import type { Commands, Report, ReportFigure, ReportFormat, ReportWords, Unit } from "../api/bindings";
import { NOW } from "./people";

type Names = "reports.templates" | "reports.preview" | "reports.save_words" | "reports.write" | "reports.schedule";
type Did = (label: string, back: () => void, again: () => void) => void;

const none: ReportWords = { introduction: "", stories: [], outlook: "" };
const days = (start: string, end: string, label: string) => ({ start, end, label });

function figure(id: string, title: string, unit: Unit, now: string, before: string, change: string, tone: ReportFigure["tone"], remark: string): ReportFigure {
  const number = (text: string, value: number) => ({ text, value, n: 120, reason: null });
  return { id, version: 1, title, unit, direction: "up", now: number(now, 2), before: number(before, 1), delta: 1, delta_pct: 8, change, tone, remark, series: [], chart: false };
}

export function madeReports(how: string, did: Did, changed: (...topics: string[]) => void) {
  const words = new Map<string, ReportWords>([
    ["monthly 2026-10", { introduction: "A month of steady growth: more people were answered, and sooner.\n\nSearch was down for two days.", stories: [{ heading: "A bug found, fixed and thanked for", text: "Zoë traced it within an hour; the fix shipped the next morning." }], outlook: "Office hours twice a week." }],
  ]);
  const schedules = new Map<string, ReportFormat[]>(how === "fresh" ? [] : [["monthly", ["pdf"]]]);
  const kinds = [
    { id: "weekly", title: "Weekly report", what: "Short, for the team: what happened, and who waits for an answer.", periods: [["2026-W47", "Week 47 of 2026", false], ["2026-W46", "Week 46 of 2026", true]] },
    { id: "monthly", title: "Monthly report", what: "Everything, for those who run the community.", periods: [["2026-11", "November 2026", false], ["2026-10", "October 2026", true], ["2026-09", "September 2026", true]] },
    { id: "quarterly", title: "Quarterly report", what: "Short, for executives: what the community is worth, and what it stands on.", periods: [["2026-Q4", "Q4 2026", false], ["2026-Q3", "Q3 2026", true]] },
  ] as { id: string; title: string; what: string; periods: [string, string, boolean][] }[];
  const folder = "/home/you/Documents/A folder with a rather long name/Reports";
  const report = (template: string, period: string, withTeam: boolean): Report => {
    const kind = kinds.find((one) => one.id === template)!;
    const [, label, over] = kind.periods.find(([key]) => key === period) ?? kind.periods[1]!;
    return {
      template, period, title: kind.title, community: "Greenhouse Collective", label, days: days("2026-10-01", "2026-11-01", "1 to 31 October 2026"), compared: days("2026-08-31", "2026-10-01", "31 August to 30 September 2026"),
      zone: "Europe/Berlin", unfinished: !over, made_on: "2026-11-22", with_team: withTeam, words: words.get(`${template} ${period}`) ?? none,
      sections: how === "fresh" ? [] : [
        { id: "summary", title: "At a glance", about: "", tiles: true, figures: [
          figure("active_members.month", "Active members (28 days)", "people", "2,122", "2,166", "–2%", "worse", "n = 2,122"),
          figure("signups", "Members who joined", "people", "906", "863", "+5%", "better", "n = 906"),
          figure("response_rate", "Conversations answered", "percent", "63.0%", "50.0%", "+13.0 pts", "better", "n = 412"),
          figure("first_response.median", "Median time to first answer", "hours", "3.4 h", "5.2 h", "–35%", "better", "n = 260, 7 unanswered"),
        ] },
        { id: "conduct", title: "Conduct", about: "More reports can mean more trust in reporting: neither way is better.", tiles: false, figures: [
          { ...figure("incidents.reported", "Incidents reported", "count", "<5", "8", "–", "neutral", ""), delta: null, delta_pct: null },
          { ...figure("incidents.close_hours", "Hours until closed", "hours", "–", "–", "–", "neutral", "too few cases to say"), delta: null, delta_pct: null },
        ] },
      ],
      left_out: [{ id: "bots", count: 48, text: "48 members that are programs" }, { id: "team", count: 5, text: "5 members of the team" }],
      not_kept: ["Views", "Tickets spared"],
      notes: ["Numbers are of 1 to 31 October 2026, days of Europe/Berlin. Changes compare with the equally long time before, 31 August to 30 September 2026.", "Private notes are in no report."],
      definitions: [{ id: "signups", version: 1, title: "Members who joined", definition: "People whose first account was created in these days." }],
    };
  };
  const answers: { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } = {
    "reports.templates": () => ({
      templates: kinds.map((kind) => ({
        id: kind.id, title: kind.title, what: kind.what,
        periods: kind.periods.map(([key, label, over]) => ({ key, label, over, known: true, days: days("2026-10-01", "2026-11-01", label), written: words.has(`${kind.id} ${key}`) })),
        schedule: schedules.has(kind.id) ? { formats: schedules.get(kind.id)!, folder, made: [
          { period: "2026-10", path: `${folder}/monthly-2026-10.pdf`, at: NOW - 21 * 86_400_000, trouble: null },
          { period: "2026-09", path: `${folder}/monthly-2026-09.pdf`, at: NOW - 52 * 86_400_000, trouble: "exists" },
        ] } : null,
      })),
    }),
    "reports.preview": ({ template, period, with_team }) => report(template, period ?? "2026-10", with_team),
    "reports.save_words": ({ template, period, words: wanted }) => {
      const [key, before] = [`${template} ${period}`, words.get(`${template} ${period}`) ?? none];
      words.set(key, wanted);
      did("Write a report's words", () => words.set(key, before), () => words.set(key, wanted));
      setTimeout(() => changed("Reports"), 0);
      return {};
    },
    "reports.write": ({ template, period, format }) => ({ path: `/home/you/${template}-${period}.${format}`, rows: 6, bytes: 61_000 }),
    "reports.schedule": ({ template, formats }) => {
      if (formats.length > 0) schedules.set(template, formats);
      else schedules.delete(template);
      setTimeout(() => changed("Reports"), 0);
      return {};
    },
  };
  return { answers };
}
