// Words for what the core calls kinds, states and roles, and for when an event is, on its own clock.
import type { Event, EventForm, EventKind, EventPartState, EventRole, GuestPut, GuestState } from "../../api/bindings";
import { zoneName } from "../../format";
import { t } from "../../words";

export const kindNames: Record<EventKind, string> = {
  meetup: t("event-kind-meetup"),
  webinar: t("event-kind-webinar"),
  workshop: t("event-kind-workshop"),
  ama: t("event-kind-ama"),
  office_hours: t("event-kind-office-hours"),
  conference: t("event-kind-conference"),
};

export const formNames: Record<EventForm, string> = { place: t("event-form-place"), online: t("event-form-online"), hybrid: t("event-form-hybrid") };

export const stateNames: Record<GuestState, string> = {
  going: t("guest-going"),
  pending: t("guest-pending"),
  waiting: t("guest-waiting"),
  offered: t("guest-offered"),
  expired: t("guest-expired"),
  invited: t("guest-invited"),
  declined: t("guest-declined"),
  cancelled: t("guest-cancelled"),
};

export const partStates: Record<EventPartState, string> = { asked: t("part-asked"), yes: t("part-yes"), no: t("part-no"), confirmed: t("part-confirmed") };

export const roleNames: Record<EventRole, string> = {
  host: t("role-host"),
  speaker: t("role-speaker"),
  sponsor: t("role-sponsor"),
  volunteer: t("role-volunteer"),
  supplier: t("role-supplier"),
};

export const putNames: Record<GuestPut, string> = { new: t("guests-put-new"), changed: t("guests-put-changed"), cancelled: t("guests-put-cancelled"), missing: t("guests-put-missing") };

const fieldNames: Record<string, string> = {
  name: t("guest-name"),
  email: t("guest-email"),
  state: t("guest-state"),
  plus: t("guest-plus"),
  ticket: t("guest-ticket"),
  code: t("guest-code"),
  answers: t("guest-answers"),
  needs: t("guest-needs"),
  registered_at: t("guest-registered"),
};
export const fieldName = (field: string): string => fieldNames[field] ?? field;

const useNames: Record<string, string> = {
  ...fieldNames,
  ignore: t("guests-use-ignore"),
  key: t("guests-use-key"),
  first_name: t("guests-use-first"),
  last_name: t("guests-use-last"),
  handle: t("guests-use-handle"),
  registered: t("guest-registered"),
  came: t("guests-use-came"),
  answer: t("guests-use-answer"),
};
export const useName = (used: string): string => useNames[used] ?? used;

const formatNames: Record<string, string> = { luma: "Luma", meetup: "Meetup", eventbrite: "Eventbrite", zoom: "Zoom", zoom_webinar: "Zoom Webinars", bevy: "Bevy", hi_events: "Hi.Events", pretix: "pretix", alf_io: "alf.io", alf_io_queue: "alf.io", indico: "Indico", salesforce: "Salesforce", mobilizon: "Mobilizon" };
export const formatName = (format: string): string => formatNames[format] ?? t("guests-format-any");

// The clock of the event, whatever zone that is in: its words are read as they stand.
const at = (wall: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(new Date(`${wall}:00Z`));

/** Thu 26 Nov 2026 */
export const wallDay = (wall: string): string => `${at(wall, { weekday: "short" })} ${at(wall, { day: "numeric" })} ${at(wall, { month: "short" })} ${at(wall, { year: "numeric" })}`;
export const wallTime = (wall: string): string => wall.slice(11, 16);

/** Thu 26 Nov 2026, 18:30–21:00, with the zone where it is not the community's. */
export function when(event: Pick<Event, "starts" | "ends" | "zone">): string {
  const end = event.starts.slice(0, 10) === event.ends.slice(0, 10) ? wallTime(event.ends) : `${wallDay(event.ends)}, ${wallTime(event.ends)}`;
  const zone = event.zone.replaceAll("_", " ");
  return `${wallDay(event.starts)}, ${wallTime(event.starts)}–${end}${zone === zoneName() ? "" : ` (${zone})`}`;
}

/** T−14, T, T+1 */
export const offsetName = (offset: number): string => (offset === 0 ? "T" : offset < 0 ? `T−${-offset}` : `T+${offset}`);

/** So many minutes later on a clock that never jumps: a suggestion that can be changed. */
export const later = (wall: string, minutes: number): string => new Date(Date.parse(`${wall}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
