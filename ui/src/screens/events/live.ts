// Where a run of show stands at a moment: by what somebody said began, or else by the clock.
import type { EventCue } from "../../api/bindings";

const MINUTE = 60_000;

export type Standing = {
  /** What goes on. */
  current: EventCue | null;
  next: EventCue | null;
  /** Until the next thing, or until the last one is over; less than nothing: by how much it is over. */
  left: number | null;
  /** How much of what goes on is over: 0 to 1. */
  part: number;
  /** Minutes that the plan is later than it was written, where it stands now; fewer than none: earlier. */
  late: number;
  over: boolean;
};

/** Cues come in the order of the plan. Once somebody said what began, the plan waits for them. */
export function standing(cues: EventCue[], now: number): Standing {
  const said = cues.findLastIndex((cue) => cue.begun_at !== null);
  const place = said >= 0 ? said : cues.findLastIndex((cue) => cue.start_at <= now);
  const current = cues[place] ?? null;
  const next = cues[place + 1] ?? null;
  const end = next?.start_at ?? Math.max(...cues.map((cue) => cue.end_at));
  const over = said < 0 && !next && current !== null && now >= end;
  if (cues.length === 0) return { current: null, next: null, left: null, part: 0, late: 0, over: false };
  const length = current ? end - current.start_at : 0;
  const part = current && length > 0 ? Math.min(1, Math.max(0, (now - current.start_at) / length)) : 0;
  return { current: over ? null : current, next, left: over ? null : end - now, part, late: (next ?? current)?.moved ?? 0, over };
}

/** 1:05:09, 12:30, 0:07; what is less than nothing has a sign before it. */
export function countdown(left: number): string {
  // What is left is rounded up, what is over is rounded down: so zero is shown when it is zero.
  const seconds = left > 0 ? Math.ceil(left / 1_000) : -Math.floor(-left / 1_000);
  const all = Math.abs(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(all / 3_600);
  const minutes = Math.floor((all % 3_600) / 60);
  return `${seconds < 0 ? "+" : ""}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(all % 60)}`;
}

/** Minutes that somebody has already waited for the next thing. */
export const behind = (left: number | null): number => (left !== null && left < 0 ? Math.floor(-left / MINUTE) : 0);
