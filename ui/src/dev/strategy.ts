// Made-up strategy: documents with versions, playbooks that tick themselves, goals with a past, challenges and decisions.
import type { Commands, Strategy, StrategyDocument, StrategyEntry, StrategyItem } from "../api/bindings";
import { DAY, NOW } from "./people";
import type { Did } from "./steps";

type Names = Extract<keyof Commands, `strategy.${string}`>;

export function madeStrategy(how: string, did: Did): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const iso = (days: number) => new Date(NOW + days * DAY).toISOString().slice(0, 10);
  const rule = (metric: string, rising: boolean, value: number) => ({ metric, rising, value });
  const item = (id: string, phase: StrategyItem["phase"], known: StrategyItem["rule"] = null, ticked = false): StrategyItem => ({ id, phase, ticked: ticked && !empty, rule: known });
  const entry = (id: string, more: Partial<StrategyEntry>): StrategyEntry => ({ id, kind: "goal", title: "", words: "", who: "", on: iso(-200), due: null, metric: null, start: null, target: null, current: null, done: false, history: [], updated_at: NOW, ...more });
  const documents: StrategyDocument[] = ["purpose", "audience", "guidelines", "code_of_conduct"];
  const version = (number: number, words: string, note: string, days: number) => ({ version: number, words, note, created_at: NOW + days * DAY });
  let state: Strategy = {
    papers: documents.map((document) => ({
      document,
      versions: empty ? [] : document === "purpose"
        ? [version(2, "People who grow food in the city find each other here.\nThey answer one another's questions and share seeds, tools and shade.", "Said who it is for", -40), version(1, "A place for people who grow food in the city.", "", -400)]
        : document === "guidelines" ? [version(1, "Be kind. Ask before you post a photo of somebody. One question a thread.", "", -390)] : [],
    })),
    items: [
      item("purpose_written", "foundation", null, true), item("code_written", "foundation"), item("first_members", "foundation", rule("active_members.month", true, 10)), item("first_helpers", "foundation", rule("peer_answer_share", true, 50)), item("personal_welcome", "foundation", null, true),
      item("quick_answers", "growth", rule("first_response.censored_median", false, 24)), item("hundred_active", "growth", rule("active_members.month", true, 100)), item("rituals", "growth"), item("moderators", "growth"),
      item("thousand_active", "scale", rule("active_members.month", true, 1000)), item("advocates", "scale"), item("handover", "scale"), item("yearly_review", "scale"),
    ],
    entries: empty ? [] : [
      entry("s1", { title: "Six hundred people active every month", metric: "active_members.month", start: 380, target: 600, who: "Mira", due: iso(60) }),
      entry("s2", { title: "Fifty seeds in the library", start: 0, target: 50, current: 31, who: "the seed group", due: iso(-2), history: [{ on: iso(-160), value: 4 }, { on: iso(-120), value: 11 }, { on: iso(-75), value: 13 }, { on: iso(-30), value: 26 }, { on: iso(-3), value: 31 }] }),
      entry("s3", { kind: "challenge", title: "Nobody answers in August", words: "A rota of three helped last year: one post a day is enough.", on: iso(-90), due: iso(200) }),
      entry("s4", { kind: "decision", title: "No advertising, not even for members' own shops", words: "It cost more trust than it brought.", who: "the board", on: iso(-300), due: iso(20) }),
      entry("s5", { title: "A forum beside the chat", start: 0, target: 1, current: 1, done: true, on: iso(-600) }),
    ],
  };
  const keep = (label: string, change: Partial<Strategy>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  return {
    "strategy.show": () => state,
    "strategy.write": ({ document, words, note }) => {
      const paper = state.papers.find((one) => one.document === document)!;
      if (paper.versions[0]?.words === words.trim()) return { changed: false };
      const next = { version: (paper.versions[0]?.version ?? 0) + 1, words: words.trim(), note, created_at: Date.now() };
      keep("Write document", { papers: state.papers.map((one) => (one.document === document ? { ...one, versions: [next, ...one.versions] } : one)) });
      return { changed: true };
    },
    "strategy.save": ({ id, entry: typed }) => {
      const known = state.entries.find((one) => one.id === id);
      const history = known?.history ?? [];
      const stands = typed.kind === "goal" && typed.metric === null && typed.current !== null && typed.current !== known?.current;
      const row: StrategyEntry = { ...typed, id: id ?? `n${serial++}`, updated_at: Date.now(), history: stands ? [...history.filter((one) => one.on !== iso(0)), { on: iso(0), value: typed.current! }] : history };
      return keep(`Save ${typed.kind}`, { entries: known ? state.entries.map((one) => (one.id === id ? row : one)) : [row, ...state.entries] });
    },
    "strategy.remove": ({ id }) => keep("Remove entry", { entries: state.entries.filter((one) => one.id !== id) }),
    "strategy.tick": ({ item: id, done }) => keep("Tick playbook", { items: state.items.map((one) => (one.id === id ? { ...one, ticked: done } : one)) }),
    "strategy.today": () => ({ rows: state.entries.flatMap(({ id, kind, title, due, done }) => (!done && due !== null && due <= iso(0) ? [{ id, kind, title, due }] : [])), more: 0 }),
  };
}
