// The keys that work everywhere, and where they do not.
import { beforeEach, expect, test } from "vitest";
import { keys } from "./keys";

let done: string[] = [];
let clock = 0;
const press = keys(
  {
    palette: () => done.push("palette"),
    help: () => done.push("help"),
    filter: () => done.push("filter"),
    go: (screen) => done.push(screen),
    undo: () => done.push("undo"),
    redo: () => done.push("redo"),
    capture: () => done.push("capture"),
    lock: () => done.push("lock"),
    guide: () => done.push("guide"),
  },
  () => clock,
);
const key = (name: string, more: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  target.addEventListener("keydown", press, { once: true });
  target.dispatchEvent(new KeyboardEvent("keydown", { key: name, cancelable: true, ...more }));
};

beforeEach(() => {
  done = [];
  clock += 10_000;
});

test("g then a letter goes somewhere, if it comes soon", () => {
  key("g");
  key("m");
  key("m");
  key("g");
  clock += 5_000;
  key("m");
  expect(done).toEqual(["members"]);
});

test("typing is typing", () => {
  const field = document.body.appendChild(document.createElement("input"));
  key("/", {}, field);
  key("?", {}, field);
  expect(done).toEqual([]);
  key("k", { ctrlKey: true }, field);
  expect(done).toEqual(["palette"]);
});

test("the single keys", () => {
  key("/");
  key("?");
  key("f");
  key("f", { ctrlKey: true });
  expect(done).toEqual(["search", "help", "filter"]);
});

test("undo and redo, but not where a field has its own, nor behind a dialog", () => {
  key("z", { ctrlKey: true });
  key("Z", { metaKey: true, shiftKey: true });
  key("y", { ctrlKey: true });
  key("z");
  key("z", { ctrlKey: true, repeat: true });
  expect(done).toEqual(["undo", "redo", "redo"]);
  const field = document.body.appendChild(document.createElement("textarea"));
  const box = document.body.appendChild(Object.assign(document.createElement("input"), { type: "checkbox" }));
  const text = document.body.appendChild(Object.assign(document.createElement("input"), { type: "search" }));
  done = [];
  key("z", { ctrlKey: true }, field);
  key("z", { ctrlKey: true }, text);
  expect(done).toEqual([]);
  key("z", { ctrlKey: true }, box);
  expect(done).toEqual(["undo"]);
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.setAttribute("open", "");
  key("z", { ctrlKey: true });
  expect(done).toEqual(["undo"]);
  dialog.remove();
});

test("a thought is written down from anywhere, also from within a field; notes are locked as well", () => {
  key("N", { ctrlKey: true, shiftKey: true }, document.body.appendChild(document.createElement("input")));
  key("n", { metaKey: true, shiftKey: true });
  key("L", { ctrlKey: true, shiftKey: true });
  key("n", { ctrlKey: true });
  key("c");
  key("c", {}, document.body.appendChild(document.createElement("input")));
  expect(done).toEqual(["capture", "capture", "lock", "capture"]);
});

test("F1 asks for the guide also while somebody is typing", () => {
  const field = document.body.appendChild(document.createElement("input"));
  key("F1", {}, field);
  key("F1", { ctrlKey: true }, field);
  field.remove();
  expect(done).toEqual(["guide"]);
});
