// An ordinary browser on this computer, talking to the loopback host.
import type { Host } from "./index";

const KEPT = "kith-token";
const EVERYTHING = ["Members", "Activity", "Notes", "Sources", "Imports", "Settings", "Communities"];

/** The address carries the token once; it is kept for the tab so that a reload still works. */
export function tokenFrom(search: string, kept: Storage): string {
  const given = new URLSearchParams(search).get("token");
  if (given) kept.setItem(KEPT, given);
  return given ?? kept.getItem(KEPT) ?? "";
}

export function httpHost(): Host {
  const token = tokenFrom(window.location.search, window.sessionStorage);
  return {
    async call(name, args) {
      let answer: Response;
      try {
        answer = await fetch("/call", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Kith-Token": token },
          body: JSON.stringify({ name, args }),
        });
      } catch {
        throw { code: "Bug", message: "the local host does not answer", field: null };
      }
      const text = await answer.text();
      let read: { ok?: unknown; error?: unknown };
      try {
        read = JSON.parse(text);
      } catch {
        throw { code: "Bug", message: `the local host answered ${answer.status}`, field: null };
      }
      if (read.error) throw read.error;
      return read.ok;
    },
    listen(changed) {
      const events = new EventSource(`/changed?token=${encodeURIComponent(token)}`);
      let dropped = false;
      events.onmessage = (event) => changed(JSON.parse(event.data));
      events.onerror = () => (dropped = true);
      // What happened while the line was down is not told again, so ask for everything.
      events.onopen = () => {
        if (dropped) changed(EVERYTHING);
        dropped = false;
      };
      return () => events.close();
    },
  };
}
