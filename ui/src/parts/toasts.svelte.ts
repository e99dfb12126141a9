// Short words about what just happened, said once and then gone.
export type Toast = { id: number; text: string; action?: { label: string; run: () => void }; about?: string };

const LASTS_MS = 8_000;
let next = 1;
let shown: Toast[] = $state.raw([]);

export function toasts(): Toast[] {
  return shown;
}

/** A later word about the same thing takes the place of the earlier one. */
export function toast(text: string, action?: Toast["action"], about?: string): void {
  const id = next++;
  if (about) shown = shown.filter((one) => one.about !== about);
  // Three at once can be read; the oldest gives way.
  shown = [...shown.slice(-2), { id, text, ...(action ? { action } : {}), ...(about ? { about } : {}) }];
  setTimeout(() => dismiss(id), LASTS_MS);
}

export function dismiss(id: number): void {
  shown = shown.filter((one) => one.id !== id);
}
