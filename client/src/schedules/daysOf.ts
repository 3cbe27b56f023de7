import type { UpcomingRun } from "../api/schema";

export interface DayEntry {
  scheduleId: string;
  name: string;
  /** The first time of the day, as the viewer's clock shows it. */
  first: string;
  /** How many times follow on the same day. */
  more: number;
}

export interface Day {
  day: string;
  entries: DayEntry[];
}

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What comes, by the viewer's days; a schedule that comes often on a day is one entry. */
export function daysOf(runs: readonly UpcomingRun[]): Day[] {
  const days = new Map<string, Map<string, DayEntry>>();
  for (const { at, scheduleId, name } of runs) {
    const when = new Date(at);
    const day = DAY.format(when);
    const entries = days.get(day) ?? new Map<string, DayEntry>();
    days.set(day, entries);
    const known = entries.get(scheduleId);
    if (known === undefined) {
      entries.set(scheduleId, { scheduleId, name, first: TIME.format(when), more: 0 });
    } else {
      known.more += 1;
    }
  }
  return [...days].map(([day, entries]) => ({ day, entries: [...entries.values()] }));
}
