/** When a run is to begin: the choices of "Run later". */

export type StartChoice = "now" | "quarter" | "hour" | "evening" | "morning" | "at";

export const START_CHOICES: readonly StartChoice[] = [
  "now",
  "quarter",
  "hour",
  "evening",
  "morning",
  "at",
];

const MINUTE = 60_000;
const EVENING = 20;
const MORNING = 9;

/** The moment of a choice; undefined for now, and for a time of one's own that is not complete. */
export function startTime(choice: StartChoice, at: string, now: Date): Date | undefined {
  switch (choice) {
    case "quarter":
      return new Date(now.getTime() + 15 * MINUTE);
    case "hour":
      return new Date(now.getTime() + 60 * MINUTE);
    case "evening":
      return nextHour(now, EVENING);
    case "morning":
      return nextHour(now, MORNING);
    case "at":
      return Number.isNaN(Date.parse(at)) ? undefined : new Date(at);
    default:
      return undefined;
  }
}

/** The next time that it is this hour here; for the morning that is tomorrow, or later today. */
function nextHour(now: Date, hour: number): Date {
  const next = new Date(now);
  next.setHours(hour, 0, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}
