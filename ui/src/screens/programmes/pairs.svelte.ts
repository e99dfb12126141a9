// Pairs of a programme: which are looked at, what both agreed to, what both say, how they end.
import type { ApplicantRole, NewPairFeedback, PairHealthWord, PairMoment, PairState, Programme, ProgrammePair } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export type PairFilter = PairHealthWord | PairState | null;
const order: (PairHealthWord | null)[] = ["needs_check_in", "active", "on_track", "too_early", null];

export function pairs(programme: () => Programme) {
  const list = query("pairs.list", () => ({ id: programme().id }));
  const attempt = new Attempt();
  let filter: PairFilter = $state(null);
  let opened: string | null = $state(null);
  let why = $state("");
  let packet: { name: string; pairs: string[] } | null = $state.raw(null);
  let lead = $state("");
  let typed: NewPairFeedback | null = $state(null);
  const all = $derived(list.data?.pairs ?? []);
  const is = (pair: ProgrammePair, wanted: PairFilter): boolean => wanted === null || (pair.state === "active" ? pair.health === wanted : pair.state === wanted);
  const rows = $derived(all.filter((pair) => is(pair, filter)).sort((one, other) => order.indexOf(one.health) - order.indexOf(other.health) || other.quiet_days - one.quiet_days || (one.id < other.id ? -1 : 1)));
  const waiting = $derived(all.filter((pair) => pair.state === "proposed"));

  return {
    list,
    attempt,
    get rows() {
      return rows;
    },
    get all() {
      return all;
    },
    get waiting() {
      return waiting;
    },
    count: (wanted: PairFilter): number => all.filter((pair) => is(pair, wanted)).length,
    get filter() {
      return filter;
    },
    set filter(next: PairFilter) {
      filter = next;
      opened = null;
    },
    get opened(): ProgrammePair | null {
      return all.find((pair) => pair.id === opened) ?? null;
    },
    open(id: string | null): void {
      opened = id;
      why = "";
      typed = null;
      attempt.error = null;
    },
    get why() {
      return why;
    },
    set why(next: string) {
      why = next;
    },
    agree: (ids: string[], side: ApplicantRole | null, yes: boolean) =>
      attempt.run(async () => {
        await call("pairs.agree", { ids, side, on: yes ? isoDay(Date.now()) : "" });
        done(t("pair-agreed-noted", { count: ids.length }));
      }),
    move: (pair: ProgrammePair, state: PairState) =>
      attempt.run(async () => {
        await call("pairs.move", { id: pair.id, state, why: state === "ended" ? why : "" });
        why = "";
        done(t("pair-moved", { mentor: pair.mentor, mentee: pair.mentee }));
      }),
    report: (format: "pdf" | "html") =>
      attempt.run(async () => {
        const file = await call("programmes.report", { id: programme().id, format, path: null });
        if (file.path) toast(t("programme-written", { path: file.path }));
      }),
    certificate: (pair: ProgrammePair, side: ApplicantRole) =>
      attempt.run(async () => {
        const file = await call("programmes.certificate", { pair: pair.id, side, path: null });
        if (file.path) toast(t("programme-written", { path: file.path }));
      }),
    /** Whose packet is about to be written: a mentor with the pairs that go on. */
    get packet() {
      return packet;
    },
    get lead() {
      return lead;
    },
    set lead(next: string) {
      lead = next;
    },
    beginPacket(mentor: string): void {
      const own = all.filter((pair) => pair.mentor_application === mentor && (pair.state === "proposed" || pair.state === "active" || pair.state === "paused"));
      packet = { name: own[0]?.mentor ?? "", pairs: own.map((pair) => pair.id) };
      attempt.error = null;
    },
    leavePacket(): void {
      packet = null;
    },
    writePacket: () =>
      attempt.run(async () => {
        if (!packet) return;
        const { path } = await call("handover.write", { kind: "programme", from: lead.trim(), mentorships: packet.pairs });
        if (!path) return;
        packet = null;
        toast(t("programme-written", { path }));
      }),
    get draft() {
      return typed;
    },
    beginFeedback(pair: ProgrammePair, side: ApplicantRole, moment: PairMoment): void {
      const known = pair.feedback.find((one) => one.side === side && one.moment === moment);
      typed = { side, moment, rating: known?.rating ?? null, words: known?.words ?? "", signal: known?.signal ?? "", quote: known?.quote ?? false };
      attempt.error = null;
    },
    change(next: Partial<NewPairFeedback>): void {
      if (typed) typed = { ...typed, ...next };
      attempt.error = null;
    },
    leaveFeedback(): void {
      typed = null;
      attempt.error = null;
    },
    saveFeedback: (pair: ProgrammePair) =>
      attempt.run(async () => {
        if (!typed) return;
        await call("pairs.feedback", { pair: pair.id, feedback: $state.snapshot(typed) });
        typed = null;
        done(t("feedback-noted"));
      }),
  };
}

export type PairsModel = ReturnType<typeof pairs>;
