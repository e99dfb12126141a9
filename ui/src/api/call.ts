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

export async function call<K extends Name>(name: K, args: Args<K>): Promise<Answer<K>> {
  try {
    return (await host().call(name, args)) as Answer<K>;
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
