// Making a community: its name, its time zone and when its people look after it.
import type { ApiError, WorkingHours } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { go, to } from "../../router";

const SHOWN = 60;

/** Zones whose name contains every word typed; the way people write them ("new york") must find them. */
export function matching(zones: string[], text: string): string[] {
  const words = text.toLowerCase().replaceAll("_", " ").split(/[\s/]+/).filter(Boolean);
  return zones.filter((zone) => {
    const name = zone.toLowerCase().replaceAll("_", " ");
    return words.every((word) => name.includes(word));
  });
}

export function welcome(made: () => void) {
  const zones = query("zones", () => ({}));
  let name = $state("");
  let zoneText: string | null = $state(null);
  let hours: WorkingHours = $state({ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" });
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  let mentor = $state(false);

  const zone = $derived(zoneText ?? zones.data?.here ?? "");

  async function create(): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await call("communities.create", { name: name.trim(), zone, hours: $state.snapshot(hours) });
      made();
      // A mentor alone needs no source: the first thing is a mentee.
      go(mentor ? to("mentoring", ["new"]) : to("home"));
    } catch (thrown) {
      error = notice(thrown);
    }
    busy = false;
  }

  return {
    get name() {
      return name;
    },
    set name(value: string) {
      name = value;
    },
    get mentor() {
      return mentor;
    },
    set mentor(next: boolean) {
      mentor = next;
    },
    get zone() {
      return zone;
    },
    set zone(value: string) {
      zoneText = value;
    },
    get zones() {
      const all = zones.data?.zones ?? [];
      // The field shows the chosen zone; a list of that one alone would hide the others.
      const found = all.includes(zone) ? all : matching(all, zone);
      return found.slice(0, all.includes(zone) ? all.length : SHOWN);
    },
    hours,
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    toggle(day: number): void {
      const days = new Set(hours.days);
      if (!days.delete(day)) days.add(day);
      hours.days = [...days].sort();
    },
    create,
  };
}
