// The door: letters or a code, and who that is; the tick shows only when the core says that it is on the disk.
import type { CheckedIn, DoorHit } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { toast } from "../../parts/toasts.svelte";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

// What this laptop is called, as long as the window is open.
let desk = $state("");

export type Told = { name: string; how: "in" | "again" | "out"; first: boolean; at: number | null };

export function door(event: () => string) {
  const about = query("about", () => ({}));
  let text = $state("");
  let active = $state(0);
  const view = query("door.look", () => ({ event: event(), text: text.trim() }));
  const attempt = new Attempt();
  let told: Told | null = $state.raw(null);
  /** Who was let in here, the newest last: for the key that takes back. */
  let mine: DoorHit[] = [];
  let unknown = $state("");
  let path = $state("");
  let asks = $state(false);

  function say(answer: CheckedIn): void {
    told = { name: answer.guest.name, how: answer.again ? "again" : "in", first: answer.guest.first === true, at: answer.guest.came_at };
    if (!answer.again) mine = [...mine, answer.guest];
    unknown = "";
  }

  // A scanner does not wait for the disk: what is typed meanwhile has its turn after.
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = (what: () => Promise<void>): Promise<boolean> => {
    const turn = line.then(() => attempt.run(what));
    line = turn;
    return turn;
  };

  const letIn = (guest: DoorHit) =>
    inTurn(async () => {
      say(await call("door.check_in", { event: event(), guest: guest.id, code: null, desk }));
      text = "";
    });

  const undo = (guest: DoorHit) =>
    inTurn(async () => {
      const answer = await call("door.undo", { id: guest.id });
      mine = mine.filter((one) => one.id !== guest.id);
      told = { name: answer.guest.name, how: "out", first: false, at: null };
    });

  return {
    view,
    attempt,
    get text() {
      return text;
    },
    set text(next: string) {
      text = next;
      active = 0;
      unknown = "";
      attempt.error = null;
    },
    get desk() {
      return desk;
    },
    set desk(name: string) {
      desk = name;
    },
    get hits() {
      return text.trim() ? (view.data?.hits ?? []) : [];
    },
    get active() {
      return active;
    },
    get told() {
      return told;
    },
    /** A code that nobody has. */
    get unknown() {
      return unknown;
    },
    get path() {
      return path;
    },
    set path(next: string) {
      path = next;
    },
    get asks() {
      return asks;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    move(by: number): void {
      const many = view.data?.hits.length ?? 0;
      if (many > 0) active = (active + by + many) % many;
    },
    letIn,
    undo,
    /** Enter: a code that a scanner typed, or else the one that is chosen of those whose name begins so. A scanner is faster
        than any list, so it is asked for these very letters. */
    enter(): Promise<boolean> {
      const typed = text.trim();
      const place = active;
      if (!typed) return Promise.resolve(false);
      text = "";
      active = 0;
      return inTurn(async () => {
        const now = await call("door.look", { event: event(), text: typed });
        const guest = now.by_code ?? now.hits[Math.min(place, now.hits.length - 1)];
        if (guest) say(await call("door.check_in", { event: event(), guest: guest.id, code: null, desk }));
        else {
          told = null;
          // Back into the field, for a walk-in, unless somebody types already.
          if (text === "") text = unknown = typed;
          else toast(t("door-unknown"));
        }
      });
    },
    /** A code that was read out of a picture: of one guest, or of nobody. */
    scanned(code: string): Promise<boolean> {
      return inTurn(async () => {
        const { by_code: guest } = await call("door.look", { event: event(), text: code });
        if (guest) say(await call("door.check_in", { event: event(), guest: guest.id, code: null, desk }));
        else {
          told = null;
          toast(t("door-unknown"));
        }
      });
    },
    /** Somebody who is in no list: a name, and perhaps an address behind it. */
    walkIn(): Promise<boolean> {
      const words = text.trim().split(/\s+/).filter(Boolean);
      const email = words.find((word) => /.@./.test(word)) ?? "";
      const name = words.filter((word) => word !== email).join(" ") || email;
      if (!name) return Promise.resolve(false);
      return inTurn(async () => {
        say(await call("door.walk_in", { event: event(), name, email, desk }));
        text = "";
      });
    },
    undoLast(): void {
      const last = mine.at(-1);
      if (last) void undo(last);
      else toast(t("door-nothing-undo"));
    },
    share: () =>
      attempt.run(async () => {
        const { path: to } = await call("door.write", { event: event() });
        if (to) toast(t("door-shared", { path: to }));
      }),
    ask(open: boolean): void {
      asks = open;
      path = "";
      attempt.error = null;
    },
    async pick(): Promise<void> {
      let picked: string | null = null;
      await attempt.run(async () => {
        picked = (await call("archive.pick", { folder: false })).path;
      });
      if (!picked) return;
      path = picked;
      await this.merge();
    },
    merge: () =>
      attempt.run(async () => {
        const { came, undone, guests, joined } = await call("door.read", { path: path.trim() });
        toast(t("door-merged", { came, undone, guests, joined }));
        asks = false;
        path = "";
      }),
  };
}

export type DoorModel = ReturnType<typeof door>;
