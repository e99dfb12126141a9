// Typed calls to the core, and the news of what changed in it.
import { host } from "../host";
import type { ApiError, Commands, Topic } from "./bindings";
import { asApiError } from "./errors";

export type Name = keyof Commands;
export type Args<K extends Name> = Commands[K][0];
export type Answer<K extends Name> = Commands[K][1];

/** Errors that concern the whole window are told here, whoever made the call. */
type Witness = (error: ApiError, name: Name) => void;
const witnesses = new Set<Witness>();

/** What was done is told here: who offers to undo has to know which step was the last. */
type Done = (name: Name, answer: unknown) => void;
const followers = new Set<Done>();

export async function call<K extends Name>(name: K, args: Args<K>): Promise<Answer<K>> {
  try {
    const answer = (await host().call(name, args)) as Answer<K>;
    for (const tell of followers) tell(name, answer);
    return answer;
  } catch (thrown) {
    const error = asApiError(thrown);
    for (const tell of witnesses) tell(error, name);
    throw error;
  }
}

export function onError(tell: Witness): () => void {
  witnesses.add(tell);
  return () => witnesses.delete(tell);
}

export function onDone(tell: Done): () => void {
  followers.add(tell);
  return () => followers.delete(tell);
}

type Changed = (topics: ReadonlySet<Topic>) => void;
const listeners = new Set<Changed>();
let stop: (() => void) | null = null;

/** One line to the host serves every query; it is opened by the first and closed after the last. */
export function onChanged(tell: Changed): () => void {
  listeners.add(tell);
  stop ??= host().listen((topics) => {
    const set = new Set(topics as Topic[]);
    for (const listener of [...listeners]) listener(set);
  });
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) {
      stop?.();
      stop = null;
    }
  };
}
