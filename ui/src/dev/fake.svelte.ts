// A host for tests: answers what it is told to, remembers what it was asked, and lets a test
// decide when an answer arrives.
import { flushSync } from "svelte";
import type { Commands } from "../api/bindings";
import { useHost } from "../host";

type Name = keyof Commands;
type Answers = { [K in Name]?: (args: Commands[K][0]) => Commands[K][1] | Promise<Commands[K][1]> };

export function fakeHost(answers: Answers) {
  const asked: { name: Name; args: unknown }[] = [];
  const listeners = new Set<(topics: string[]) => void>();
  useHost({
    async call(name, args) {
      asked.push({ name: name as Name, args });
      const answer = answers[name as Name] as ((args: unknown) => unknown) | undefined;
      if (!answer) throw { code: "Bug", message: `no answer to ${name}`, field: null };
      return answer(args);
    },
    listen(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  });
  return {
    asked,
    of: <K extends Name>(name: K) => asked.filter((one) => one.name === name).map((one) => one.args as Commands[K][0]),
    change: (...topics: string[]) => listeners.forEach((tell) => tell(topics)),
    get listeners() {
      return listeners.size;
    },
  };
}

/** Lets every promise and effect that is ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 6; i++) {
    flushSync();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  flushSync();
}

/** Makes a model the way a component would, and takes it away again. */
export function living<T>(make: () => T): { model: T; stop: () => void } {
  let model: T | undefined;
  const stop = $effect.root(() => {
    model = make();
  });
  return { model: model as T, stop };
}

export function later<T>(): { promise: Promise<T>; answer: (value: T) => void; fail: (error: unknown) => void } {
  let answer!: (value: T) => void;
  let fail!: (error: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => ([answer, fail] = [resolve, reject]));
  return { promise, answer, fail };
}
