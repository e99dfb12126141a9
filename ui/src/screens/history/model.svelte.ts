// What can be taken back and done again since the program was started.
import { query } from "../../api/query.svelte";
import { again, back, stepName } from "../../steps";

/** Nobody reads further than this; the rest is counted. */
const SHOWN = 30;

export type Steps = { names: string[]; more: number };

export function shown(labels: string[]): Steps {
  return { names: labels.slice(0, SHOWN).map(stepName), more: Math.max(0, labels.length - SHOWN) };
}

export function history() {
  const asked = query("history", () => ({}));
  let busy = $state(false);

  async function turn(way: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    await way();
    // A step that touches nothing on screen announces nothing, so the list asks by itself.
    asked.again();
    busy = false;
  }

  return {
    asked,
    get undo(): Steps {
      return shown(asked.data?.undo ?? []);
    },
    get redo(): Steps {
      return shown(asked.data?.redo ?? []);
    },
    back: () => turn(back),
    again: () => turn(again),
  };
}
