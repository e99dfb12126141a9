// What the health of a community is made of: the parts of its figure that are scores from 0 to 100.
import { t } from "../../words";

const names: Record<string, string> = { engagement: t("insights-engagement"), growth: t("insights-growth"), value: t("insights-value-group"), health: t("insights-conduct-group"), responsiveness: t("insights-responsiveness"), retention: t("insights-retention"), participation: t("insights-participation"), quality: t("insights-content") };
/** Parts that count measures and are no scores. */
const counts = new Set(["available", "measures", "of", "n", "groups"]);

export function measures(parts: Record<string, number> | undefined): { id: string; name: string; value: number }[] {
  return Object.entries(parts ?? {})
    .filter(([id, value]) => !counts.has(id) && value >= 0 && value <= 100)
    .map(([id, value]) => ({ id, name: names[id] ?? id.replaceAll(/[._]/g, " "), value }))
    .sort((a, b) => b.value - a.value || a.id.localeCompare(b.id));
}
