// The few reactions that can be given from here. Everybody understands them, and every workspace has them.
import { t } from "./words";

export type Gift = { name: string; emoji: string; label: string };

export const GIFTS: readonly Gift[] = [
  { name: "+1", emoji: "👍", label: t("emoji-1") },
  { name: "heart", emoji: "❤️", label: t("emoji-2") },
  { name: "tada", emoji: "🎉", label: t("emoji-3") },
  { name: "eyes", emoji: "👀", label: t("emoji-4") },
  { name: "pray", emoji: "🙏", label: t("emoji-5") },
  { name: "smile", emoji: "😄", label: t("emoji-6") },
];

/** A forum knows likes only. */
export const LIKE: readonly Gift[] = GIFTS.filter((gift) => gift.name === "heart");

export const glyph = (name: string): string => GIFTS.find((gift) => gift.name === name)?.emoji ?? `:${name}:`;
