// The only way data enters a screen: a question that asks itself again when its arguments or
// the topics it reads change, keeps the old answer meanwhile, and lets the last answer win.
import { untrack } from "svelte";
import { reads, type ApiError } from "./bindings";
import { call, onChanged, type Answer, type Args, type Name } from "./call";
import { asApiError } from "./errors";

/** While an import runs topics change many times a second; nobody reads faster than this. */
const APART_MS = 250;

export class Question<K extends Name> {
  data: Answer<K> | undefined = $state.raw();
  /** The arguments that `data` answers; while a new answer is awaited they differ from the wanted ones. */
  answers: Args<K> | undefined = $state.raw();
  error: ApiError | null = $state.raw(null);
  busy = $state(false);

  #name: K;
  #wanted: Args<K> | null = null;
  #key = "";
  #turn = 0;
  #asked = 0;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: K) {
    this.#name = name;
  }

  /** Asks, unless the very same question was the last one. Null means there is nothing to ask. */
  ask(args: Args<K> | null): void {
    const key = JSON.stringify(args);
    if (key === this.#key) return;
    this.#key = key;
    this.#wanted = args;
    if (args === null) {
      this.stop();
      this.data = this.answers = undefined;
      this.error = null;
    } else {
      void this.#run();
    }
  }

  /** Asks the same again, at most one call at a time and a little apart. */
  again(): void {
    if (this.#wanted === null) return;
    if (this.busy) {
      this.#again = true;
      return;
    }
    const rest = this.#asked + APART_MS - Date.now();
    if (rest <= 0) void this.#run();
    else this.#timer ??= setTimeout(() => void this.#run(), rest);
  }

  stop(): void {
    this.#turn++;
    this.busy = false;
    this.#again = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const turn = ++this.#turn;
    const args = this.#wanted as Args<K>;
    this.busy = true;
    this.#again = false;
    this.#asked = Date.now();
    try {
      const answer = await call(this.#name, args);
      if (turn !== this.#turn) return;
      this.data = answer;
      this.answers = args;
      this.error = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.error = asApiError(thrown);
    }
    this.busy = false;
    if (this.#again) this.again();
  }
}

function concerns(name: Name, topics: ReadonlySet<string>): boolean {
  return reads[name]?.some((topic) => topics.has(topic)) ?? false;
}

/** One question. Call it while a component or an effect root is being set up. */
export function query<K extends Name>(name: K, args: () => Args<K> | null): Question<K> {
  const question = new Question(name);
  $effect(() => {
    const wanted = args();
    untrack(() => question.ask(wanted));
  });
  $effect(() => {
    const stop = onChanged((topics) => concerns(name, topics) && question.again());
    return () => {
      stop();
      question.stop();
    };
  });
  return question;
}

export type Wanted<K extends Name> = { key: string; args: Args<K> };

/**
 * Several questions of one kind, by key: the pages of a long list. Questions that are no longer
 * wanted are forgotten, the others stay as they are.
 */
export function queries<K extends Name>(name: K, wanted: () => Wanted<K>[]) {
  let held = $state.raw(new Map<string, Question<K>>());
  $effect(() => {
    const list = wanted();
    untrack(() => {
      const next = new Map<string, Question<K>>();
      let same = list.length === held.size;
      for (const { key, args } of list) {
        const question = held.get(key) ?? new Question(name);
        same &&= held.has(key);
        question.ask(args);
        next.set(key, question);
      }
      for (const [key, question] of held) if (!next.has(key)) question.stop();
      if (!same) held = next;
    });
  });
  $effect(() => {
    const stop = onChanged((topics) => {
      if (concerns(name, topics)) for (const question of held.values()) question.again();
    });
    return () => {
      stop();
      for (const question of untrack(() => held).values()) question.stop();
    };
  });
  return {
    get: (key: string): Question<K> | undefined => held.get(key),
    get busy(): boolean {
      return [...held.values()].some((question) => question.busy);
    },
    get error(): ApiError | null {
      return [...held.values()].find((question) => question.error)?.error ?? null;
    },
  };
}
