// What a level is called and why somebody has it, in words.
import type { LevelPeriod, MemberLevel } from "../../api/bindings";
import { day, monthYear, startOfDay, year } from "../../format";
import { t } from "../../words";

type Name = MemberLevel["level"];

const names: Record<Name, string> = {
  exploring: t("level-exploring"),
  participating: t("level-participating"),
  contributing: t("level-contributing"),
  leading: t("level-leading"),
};

/** Days are days of the community's calendar. */
const at = (iso: string): number => startOfDay(iso) ?? Date.parse(iso);

/** A week, a month or a quarter, by the level that looks at it. */
function period(level: string, one: LevelPeriod): string {
  if (level === "leading") return t("level-quarter", { number: Math.floor(Number(one.from.slice(5, 7)) / 3) + 1, year: year(at(one.from)) });
  if (level === "contributing") return monthYear(at(one.from));
  return t("level-week", { day: day(at(one.from)) });
}

export function name(level: MemberLevel): string {
  return `${names[level.level]} ${"I".repeat(level.step)}`;
}

/** Why: which periods gave it, and until when it is kept. */
export function why(level: MemberLevel): string {
  if (level.level === "exploring") return t("level-why-exploring");
  const shown = level.periods.slice(0, 3).map((one) => t("level-period", { period: period(level.level, one), days: one.days }));
  const more = level.periods.length - shown.length;
  const periods = [...shown, ...(more > 0 ? [t("level-more", { more })] : [])].join("; ");
  const said = { days: level.needed, periods, until: day(at(level.kept_until)) };
  if (level.level === "participating") return t("level-why-participating", said);
  return level.level === "contributing" ? t("level-why-contributing", said) : t("level-why-leading", said);
}

/** What is needed for the next level, and how much of it is there. */
export function next(level: MemberLevel): string | null {
  if (!level.next || !level.next_period || level.next_needed === null) return null;
  return t("level-next", {
    level: names[level.next],
    needed: level.next_needed,
    days: level.next_period.days,
    period: period(level.next, level.next_period),
  });
}
