// Short words about what just happened, said once and then gone.
export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

const LASTS_MS = 8_000;
let next = 1;
let shown: Toast[] = $state.raw([]);

export function toasts(): Toast[] {
  return shown;
}

export function toast(text: string, action?: Toast["action"]): void {
  const id = next++;
  // Three at once can be read; the oldest gives way.
  shown = [...shown.slice(-2), { id, text, ...(action ? { action } : {}) }];
  setTimeout(() => dismiss(id), LASTS_MS);
}

export function dismiss(id: number): void {
  shown = shown.filter((one) => one.id !== id);
}
