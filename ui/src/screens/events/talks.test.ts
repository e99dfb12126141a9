// Talks side by side: who shares a room, and what is told of clashes.
import { expect, test } from "vitest";
import type { EventSession } from "../../api/bindings";
import { clashesOf, grid } from "./talks.svelte";

const talk = (title: string, room: string, from: string, until: string, taken: Partial<EventSession> = {}): EventSession => ({ id: title, title, room, speaker: "Ada", starts: `2030-05-01T${from}`, ends: `2030-05-01T${until}`, room_taken: null, speaker_taken: null, ...taken }) as EventSession;

test("talks that overlap in a room share its width, and others have all of it", () => {
  const [day] = grid([talk("a", "Hall", "09:00", "10:00"), talk("b", "Hall", "09:30", "10:30"), talk("c", "Hall", "10:00", "10:45"), talk("d", "Hall", "10:45", "11:00"), talk("e", "Cellar", "09:00", "09:30")], ["Cellar", "Hall"]);
  const places = day?.rooms.map((room) => [room.room, room.lanes, room.talks.map((one) => `${one.talk.title} ${one.lane + 1}/${one.lanes}`).join(" ")]);
  expect(places).toEqual([
    ["Cellar", 1, "e 1/1"],
    ["Hall", 2, "a 1/2 b 2/2 c 1/2 d 1/1"],
  ]);
});

test("who is in whose way is told once, by room and by speaker, from when there are two", () => {
  const both = [talk("a", "Hall", "09:00", "10:00", { room_taken: "b", speaker_taken: "b" }), talk("b", "Hall", "09:30", "10:30", { room_taken: "a", speaker_taken: "a" }), talk("c", "Cellar", "12:00", "12:30")];
  expect(clashesOf(both).map(({ by, at, one, other }) => [by, at.slice(11), one, other])).toEqual([
    ["room", "09:30", "b", "a"],
    ["speaker", "09:30", "b", "a"],
  ]);
});
