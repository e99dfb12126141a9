// After an event: who attended, how it was, what stays of it.
import type { EventLesson, EventMail, EventScore, EventScoresRead, LessonKind, NewEventLesson } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export type LessonDraft = NewEventLesson & { id: string | null };

const noLesson = (kind: LessonKind = "lesson"): LessonDraft => ({ id: null, kind, text: "", link: "" });

/** 9 10, 7;8 – numbers from 0 to 10, or nothing when anything else is among them. */
export function scoresOf(text: string): number[] | null {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  if (words.length === 0 || !words.every((word) => /^(10|\d)$/.test(word))) return null;
  return words.map(Number);
}

export function after(event: () => string) {
  const view = query("events.after", () => ({ id: event() }));
  const about = query("about", () => ({}));
  const attempt = new Attempt();
  let lesson: LessonDraft = $state(noLesson());
  let scores = $state("");
  let said = $state("");
  let path = $state("");
  let asks = $state(false);
  let file: EventScoresRead | null = $state.raw(null);
  let column: string | null = $state(null);
  let words: string | null = $state(null);
  let mail: EventMail | null = $state.raw(null);
  let text = $state("");

  const look = (keep: boolean) => call("events.read_scores", { event: event(), path: path.trim(), column, said: words, keep });

  return {
    view,
    attempt,
    get lesson() {
      return lesson;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    get file() {
      return file;
    },
    get asks() {
      return asks;
    },
    get mail() {
      return mail;
    },
    /** What those who were missed would read. */
    get text() {
      return text;
    },
    get words() {
      return words;
    },
    get scores() {
      return scores;
    },
    set scores(next: string) {
      scores = next;
      attempt.error = null;
    },
    get said() {
      return said;
    },
    set said(next: string) {
      said = next;
    },
    get path() {
      return path;
    },
    set path(next: string) {
      path = next;
    },
    least: (minutes: number) =>
      attempt.run(async () => {
        await call("events.least_minutes", { event: event(), minutes });
        done(t("after-least-saved", { minutes }));
      }),
    add: () =>
      attempt.run(async () => {
        const all = scoresOf(scores);
        if (!all) return;
        await call("events.add_scores", { event: event(), scores: all, said: said.trim() });
        scores = said = "";
        done(t("after-scores-added", { count: all.length }));
      }),
    removeScore: (one: EventScore) =>
      attempt.run(async () => {
        await call("events.remove_score", { id: one.id });
        done(t("after-score-removed", { score: one.score }));
      }),
    ask(open: boolean): void {
      asks = open;
      file = null;
      column = words = null;
      path = "";
      attempt.error = null;
    },
    async pick(): Promise<void> {
      this.ask(false);
      await attempt.run(async () => {
        path = (await call("archive.pick", { folder: false })).path ?? "";
        if (path) file = await look(false);
      });
    },
    open: () =>
      attempt.run(async () => {
        file = await look(false);
      }),
    choose(next: { column?: string | null; words?: string | null }): void {
      if (next.column !== undefined) column = next.column;
      if (next.words !== undefined) words = next.words;
      void attempt.run(async () => {
        file = await look(false);
      });
    },
    keep: () =>
      attempt.run(async () => {
        const { new: many } = await look(true);
        file = null;
        asks = false;
        done(t("after-scores-added", { count: many ?? 0 }));
      }),
    editLesson(one: EventLesson | null): void {
      lesson = one ? { ...one } : noLesson();
      attempt.error = null;
    },
    saveLesson: () =>
      attempt.run(async () => {
        const { id, ...rest } = $state.snapshot(lesson);
        await call("events.lesson", { event: event(), id, lesson: rest });
        lesson = noLesson(rest.kind);
        done(t("after-lesson-saved"));
      }),
    /** Something to do, made of a line: as open as the line is. */
    follow: (text: string, on: string) =>
      attempt.run(async () => {
        await call("notes.add", { text, kind: "follow_up", visibility: "shared", due: { on } });
        done(t("follow-up-added"));
      }),
    removeLesson: (one: EventLesson) =>
      attempt.run(async () => {
        await call("events.remove_lesson", { id: one.id });
        lesson = noLesson();
        done(t("after-lesson-removed"));
      }),
    report: (form: "pdf" | "html") =>
      attempt.run(async () => {
        const written = await call("events.write_report", { event: event(), form });
        if (written.path) toast(t("after-report-written", { path: written.path }));
      }),
    /** How many addresses there are, before any leaves. */
    askMissed: () =>
      attempt.run(async () => {
        text = (await call("events.messages", { id: event() })).for_missed;
        mail = await call("events.mail", { event: event(), to: "missed", step: null, portion: null });
      }),
    openMissed: (portion: number) =>
      attempt.run(async () => {
        await call("events.mail", { event: event(), to: "missed", step: null, portion });
        toast(t("mail-opened"));
      }),
    leaveMail(): void {
      mail = null;
    },
  };
}

export type AfterModel = ReturnType<typeof after>;
