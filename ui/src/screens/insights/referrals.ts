// From where new members came, as bars: known ones, inferred ones, and always the unknown.
import type { Point } from "../../api/bindings";
import { plain } from "../../values";
import { t } from "../../words";

/** `id` is the part of the number that opens. */
export type From = { id: string; name: string; value: number; text: string };

export function referrals(parts: Point["parts"] | undefined): From[] {
  const bar = (id: string, name: string, value: number): From => ({ id, name, value, text: plain(value) });
  const named = Object.entries(parts ?? {}).flatMap(([id, value]): From[] => {
    if (id.startsWith("known:")) return [bar(id, id.slice("known:".length), value)];
    return id.startsWith("inferred:") ? [bar(id, t("insights-referral-inferred", { name: id.slice("inferred:".length) }), value)] : [];
  });
  named.sort((a, b) => b.value - a.value || a.name.localeCompare(b.name));
  const { other, unknown } = parts ?? {};
  if (other !== undefined) named.push(bar("other", t("insights-referral-other"), other));
  if (unknown !== undefined) named.push(bar("unknown", t("insights-referral-unknown"), unknown));
  return named;
}
