// What is written to guests: the four messages, which is looked at, where it goes, and announcements.
import type { EventAudience, EventDirect, EventMail, EventMessage, EventStep, SpaceRow } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { toast } from "../../parts/toasts.svelte";
import { access } from "../../sources";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export const stepNames: Record<EventStep, string> = { week: t("message-week"), eve: t("message-eve"), day: t("message-day"), after: t("message-after") };

export function messages(event: () => string) {
  const view = query("events.messages", () => ({ id: event() }));
  const spaces = query("spaces.list", () => ({}));
  const sources = query("sources.list", () => ({}));
  const attempt = new Attempt();
  let chosen: EventStep | null = $state(null);
  let draft: { subject: string; body: string } | null = $state(null);
  let space = $state("");
  /** Asked before addresses go into the mail program. */
  let mail: (EventMail & { to: EventAudience }) | null = $state.raw(null);

  /** Asked before anybody is written to alone. */
  let direct: EventDirect | null = $state.raw(null);

  const all = $derived(view.data?.messages ?? []);
  // The one that is due comes first to one's eyes; else the next one.
  const step = $derived<EventStep>(chosen ?? all.findLast((one) => one.is_due && one.sent_at === null)?.step ?? all.find((one) => one.sent_at === null)?.step ?? "week");
  const current = $derived<EventMessage | null>(all.find((one) => one.step === step) ?? null);
  const writable = $derived.by((): [string, SpaceRow[]][] => {
    const may = new Map((sources.data?.sources ?? []).filter((one) => access(one) === "may").map((one) => [one.id, one.name]));
    const found = new Map<string, SpaceRow[]>();
    for (const one of spaces.data?.spaces ?? []) if (may.has(one.source_id) && !one.archived && one.kind !== "direct" && one.kind !== "group") found.set(one.source_name, [...(found.get(one.source_name) ?? []), one]);
    return [...found];
  });

  return {
    view,
    attempt,
    get all() {
      return all;
    },
    get step() {
      return step;
    },
    get current() {
      return current;
    },
    get draft() {
      return draft;
    },
    get writable() {
      return writable;
    },
    get space() {
      return space;
    },
    set space(next: string) {
      space = next;
    },
    get mail() {
      return mail;
    },
    choose(next: EventStep): void {
      chosen = next;
      draft = null;
      mail = null;
      direct = null;
      attempt.error = null;
    },
    edit(open: boolean): void {
      draft = open && current ? { subject: current.subject, body: current.body } : null;
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        if (!draft) return;
        const { subject, body } = $state.snapshot(draft);
        await call("events.save_message", { event: event(), step, subject, body });
        draft = null;
        done(t("message-saved", { what: stepNames[step] }));
      }),
    restore: () =>
      attempt.run(async () => {
        await call("events.save_message", { event: event(), step, subject: null, body: null });
        draft = null;
        done(t("message-restored", { what: stepNames[step] }));
      }),
    mark: (sent: boolean) =>
      attempt.run(async () => {
        await call("events.mark_message", { event: event(), step, sent });
        done(sent ? t("message-marked", { what: stepNames[step] }) : t("message-unmarked", { what: stepNames[step] }));
      }),
    send: () =>
      attempt.run(async () => {
        await call("events.send_message", { event: event(), step, space });
        done(t("message-goes-out", { what: stepNames[step] }));
      }),
    /** How many members could be written to one by one, before any message leaves. */
    get direct() {
      return direct;
    },
    askDirect: () =>
      attempt.run(async () => {
        direct = await call("events.direct_message", { event: event(), step, send: false });
      }),
    sendDirect: () =>
      attempt.run(async () => {
        const { reached } = await call("events.direct_message", { event: event(), step, send: true });
        direct = null;
        done(t("message-direct-goes-out", { count: reached }));
      }),
    leaveDirect(): void {
      direct = null;
    },
    /** How many addresses there are, before any leaves. */
    ask: (to: EventAudience) =>
      attempt.run(async () => {
        mail = { ...(await call("events.mail", { event: event(), to, step, portion: null })), to };
      }),
    open: (portion: number) =>
      attempt.run(async () => {
        if (!mail) return;
        await call("events.mail", { event: event(), to: mail.to, step, portion });
        toast(t("mail-opened"));
      }),
    leaveMail(): void {
      mail = null;
    },
    announce: (where: string, title: string, text: string) =>
      attempt.run(async () => {
        await call("outbox.post", { space: where, title, text, tags: [], at: null });
        done(t("announce-goes-out"));
      }),
  };
}

export type MessagesModel = ReturnType<typeof messages>;
