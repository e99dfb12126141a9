// The present moment, second by second, for whoever shows a time that is running out.
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1_000);
  return () => clearInterval(timer);
});

/** Now; whoever reads it inside an effect or a template follows it. */
export function now(): number {
  subscribe();
  return Date.now();
}
