// What several screens have to know of a source: whether it needs somebody, and whether one may write there.
import type { Source } from "./api/bindings";

const DAY_MS = 24 * 3_600_000;

/** needs: a person has to do something · late: it waits for so long that a person should know */
export type Trouble = "needs" | "late";

export function trouble(source: Source, now: number): Trouble | null {
  const connection = source.connection;
  if (!connection) return null;
  if (connection.state === "failed" || connection.state === "asking") return "needs";
  const well = connection.last_ok_at ?? connection.last_started_at ?? now;
  return connection.state === "waiting" && now - well > DAY_MS ? "late" : null;
}

/** may · sample: made up, nothing is behind it · archive: not connected · reading: the person did not allow it · key: the key does not allow it */
export type Access = "may" | "sample" | "archive" | "reading" | "key";

export function access(source: Source): Access {
  if (source.kind.startsWith("sample")) return "sample";
  if (!source.connection) return "archive";
  if (!source.connection.settings.write) return "reading";
  return source.connection.can_write ? "may" : "key";
}

/** An address without what every address begins with. */
export function host(address: string): string {
  try {
    const { host: name, pathname } = new URL(address);
    return name + (pathname === "/" ? "" : pathname.replace(/\/$/, ""));
  } catch {
    return address;
  }
}
