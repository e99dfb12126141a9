// Making pairs: the proposal, other weights, what the lead says about two people, and telling both.
import type { MatchPair, MatchWishSay, Programme } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { go, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export function match(programme: () => Programme) {
  let weights: Record<string, number> = $state({});
  let left: string[] = $state([]);
  let asked: string | null = $state(null);
  let why = $state("");
  let round: string | null = $state(null);
  let me: string | null = $state(null);
  const proposal = query("matching.propose", () => ({ programme: programme().id, weights: $state.snapshot(weights) }));
  const choices = query("matching.choices", () => (asked ? { programme: programme().id, mentee: asked, weights: $state.snapshot(weights) } : null));
  const attempt = new Attempt();
  const chosen = $derived((proposal.data?.pairs ?? []).filter((pair) => !left.includes(pair.mentee.id)));

  const say = (mentor: string, mentee: string, wish: MatchWishSay | null, words: string) =>
    attempt.run(async () => {
      await call("matching.say", { mentor, mentee, wish, why });
      asked = null;
      why = "";
      done(words);
    });

  return {
    proposal,
    choices,
    attempt,
    say,
    get moved(): boolean {
      return (proposal.data?.weights ?? []).some((one) => (weights[one.id] ?? one.own) !== one.own);
    },
    weightOf: (id: string, own: number): number => weights[id] ?? own,
    weigh(id: string, weight: number): void {
      weights = { ...weights, [id]: weight };
    },
    unweigh(): void {
      weights = {};
    },
    keepWeights: () =>
      attempt.run(async () => {
        await call("matching.weights", { programme: programme().id, weights: $state.snapshot(weights) });
        weights = {};
        done(t("match-weights-kept"));
      }),
    get chosen() {
      return chosen;
    },
    takes: (pair: MatchPair): boolean => !left.includes(pair.mentee.id),
    take(pair: MatchPair, yes: boolean): void {
      left = yes ? left.filter((one) => one !== pair.mentee.id) : [...left, pair.mentee.id];
    },
    takeAll(yes: boolean): void {
      left = yes ? [] : (proposal.data?.pairs ?? []).map((pair) => pair.mentee.id);
    },
    get asked() {
      return asked;
    },
    ask(mentee: string | null): void {
      asked = mentee;
      why = "";
      attempt.error = null;
    },
    get why() {
      return why;
    },
    set why(next: string) {
      why = next;
    },
    get round() {
      return round;
    },
    set round(next: string | null) {
      round = next;
    },
    get me() {
      return me;
    },
    set me(next: string | null) {
      me = next;
    },
    publish: () =>
      attempt.run(async () => {
        const pairs = chosen.map((pair) => ({ mentor: pair.mentor.id, mentee: pair.mentee.id }));
        const told = await call("matching.publish", { programme: programme().id, round, pairs, me, weights: $state.snapshot(weights) });
        left = [];
        done(t("match-published", { count: told.pairs }));
        go(to("programmes", [programme().id, "messages"]));
      }),
  };
}

export type MatchModel = ReturnType<typeof match>;
