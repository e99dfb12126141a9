// Made-up rules about how long texts are kept, and sources that can be removed.
import type { Commands, RetentionRule } from "../api/bindings";
import { DAY, NOW } from "./people";

type Names = Extract<keyof Commands, `retention.${string}`> | "sources.traces" | "sources.remove";

export function madeEnds(changed: (...topics: string[]) => void): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  let rules: RetentionRule[] = [];
  const told = () => setTimeout(() => changed("Sources"), 0);
  const traces = { messages: 170_162, happenings: 4_320, reactions: 241_009, spaces: 15, accounts: 3_988, stay: 112, imports: 2, waiting: 1 };
  return {
    "retention.rules": () => ({ rules }),
    "retention.preview": ({ months }) => {
      const share = Math.max(0, 1 - months / 60);
      return { before: new Date(NOW - months * 30.4 * DAY).toISOString().slice(0, 10), begins_at: NOW + 0.6 * DAY, traces: { posts: Math.round(98_000 * share), replies: Math.round(72_162 * share), files: Math.round(9_120 * share), records: Math.round(170_162 * share), oldest_at: NOW - 1_900 * DAY, stay: Math.round(170_162 * (1 - share)), went: 0 } };
    },
    "retention.keep": ({ source, months }) => {
      rules = [...rules.filter((one) => one.source !== source), { source, months, confirmed_at: Date.now(), ran_at: null, emptied: 0 }];
      told();
      return {};
    },
    "retention.stop": ({ id }) => {
      rules = rules.filter((one) => one.source !== id);
      told();
      return {};
    },
    "sources.traces": () => ({ traces }),
    "sources.remove": () => ({ traces }),
  };
}
