// Steps of the made-up host that can be taken back and done again, as the core keeps them.
import type { Commands } from "../api/bindings";

export type Did = (label: string, back: () => void, again: () => void) => void;

export function steps(changed: (...topics: string[]) => void) {
  type Step = { label: string; back: () => void; again: () => void };
  let undo: Step[] = [];
  let redo: Step[] = [];
  const all = () => setTimeout(() => changed("Members", "Segments", "Notes", "Settings", "Outbox", "Activity", "Figures", "Desk", "Recognition", "Content", "Conduct", "Strategy"), 0);
  const did: Did = (label, back, again) => {
    undo = [...undo, { label, back, again }];
    redo = [];
    all();
  };
  return {
    did,
    answers: {
      undo: (): Commands["undo"][1] => {
        const step = undo.at(-1);
        if (!step) return { undone: null, conflict: false };
        undo = undo.slice(0, -1);
        redo = [...redo, step];
        step.back();
        all();
        return { undone: step.label, conflict: false };
      },
      redo: (): Commands["redo"][1] => {
        const step = redo.at(-1);
        if (!step) return { redone: null, conflict: false };
        redo = redo.slice(0, -1);
        undo = [...undo, step];
        step.again();
        all();
        return { redone: step.label, conflict: false };
      },
      history: (): Commands["history"][1] => ({ undo: undo.map((one) => one.label).reverse(), redo: redo.map((one) => one.label).reverse() }),
    },
  };
}
