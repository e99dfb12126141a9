// A session is written down: what is shared goes with what is private or without it; locked, nothing private stays in this window.
import { expect, test, vi } from "vitest";
import type { Mentee, NotesState, SessionShown, WholeMentee } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { sessionForm } from "./log.svelte";

const pair: Mentee["pair"] = {
  id: "p1", programme: null, programme_name: null, mine: true, mentor: "Grace", mentor_member: null, mentee: "Ada", mentee_member: null, contact: "", zone: null, state: "active",
  started_on: "2026-01-01", ends_on: null, ended_on: null, ended_why: "", cadence_days: 14, minutes: 60, agreement: "", mentor_agreed_on: null, mentee_agreed_on: null,
};
const mentee: Mentee = { pair, health: "on_track", held: 1, planned: 1, last_at: 0, next: null, unwritten: 0, open_mine: 0, open_theirs: 0, late: 0, goals: 0, progress: null, to_send: 0, due_on: "2026-01-15" };
const session = (locked: boolean): SessionShown => ({
  id: "s1", mentorship: "p1", state: "held", starts: "2026-01-02T10:00", zone: "UTC", start_at: 1_767_348_000_000, minutes: 45, medium: "video", topics: "Talk", agreed: "", shared: "",
  rating_mentor: null, rating_mentee: null, sequence: 0, updated_at: 0, private: locked ? { words: "", mood: null } : { words: "afraid", mood: 2 }, private_state: locked ? "locked" : "shown",
});
const whole = (locked: boolean): WholeMentee => ({ mentee, kept: { facts: "", ask: "" }, kept_state: "empty", sessions: [session(locked)], more: false, items: [], goals: [], between: [], zone: "UTC" });
const state = (locked: boolean): NotesState => ({ lock: locked ? "locked" : "open", by_keyring: true, sealed: 1, in_the_clear: 0, locks_at: null });
const next = { starts: "2026-01-16T10:00", zone: "UTC", minutes: 45, medium: "video" as const };

test("what is private is sent only when it was changed, and is forgotten when notes lock", async () => {
  let locked = false;
  const host = fakeHost({ "mentoring.whole": () => whole(locked), "mentoring.next": () => next, "notes.state": () => state(locked), "mentoring.save_session": () => ({ id: "s1" }) });
  const { model, stop } = living(() => sessionForm("p1", "s1"));
  await settle();
  expect(model.hidden?.words).toBe("afraid");
  model.change({ topics: "Slides" });
  await model.save();
  const [first] = host.of("mentoring.save_session") as { private?: unknown; session: { topics: string } }[];
  expect(first?.session.topics).toBe("Slides");
  expect(first && "private" in first).toBe(false);

  model.hide({ words: "calm again" });
  expect(model.hidden).toEqual({ words: "calm again", mood: 2 });
  locked = true;
  host.change("Notes");
  await vi.waitFor(() => expect(model.hidden).toBeNull());
  expect(model.locked).toBe(true);
  locked = false;
  host.change("Notes");
  await vi.waitFor(() => expect(model.hidden?.words).toBe("afraid"));
  model.hide({ words: "calm again" });
  await model.save();
  expect(host.of("mentoring.save_session")[1]).toMatchObject({ id: "s1", private: { words: "calm again", mood: 2 } });
  stop();
});
