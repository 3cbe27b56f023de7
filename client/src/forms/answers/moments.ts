/** Dates and times as forms have them; a time without an offset counts in a zone. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?([Zz]|[+-]\d{2}:?\d{2})?$/;
const FIXED = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Returns a date in milliseconds; undefined if it is none, as the 30th of February is. */
export function dateIn(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1) {
    return undefined;
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** Returns a time in milliseconds; one without an offset counts in `zone`. */
export function momentIn(text: string, zone: string): number | undefined {
  const match = TIME.exec(text);
  const day = match?.[1] === undefined ? undefined : dateIn(match[1]);
  if (match === null || day === undefined) {
    return undefined;
  }
  const [hour, minute, second] = [match[2], match[3], match[4] ?? "0"].map(Number);
  if (hour === undefined || minute === undefined || second === undefined) {
    return undefined;
  }
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const fraction = Number(`0.${match[5] ?? "0"}`) * 1000;
  const local = day + (hour * 60 + minute) * MINUTE + second * 1000 + fraction;
  const offset = match[6];
  return local - (offset === undefined ? offsetIn(zone, local) : fixedOffset(offset));
}

/** A time as the browser's own input takes it: in the own zone, without an offset. */
export function localTime(text: string): string {
  const moment = momentIn(text, ownZone());
  if (moment === undefined) return "";
  const there = new Date(moment + offsetAt(ownZone(), moment));
  return there.toISOString().slice(0, there.getUTCSeconds() === 0 ? 16 : 19);
}

/** The browser's own time zone, which is sent beside the answers. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function fixedOffset(text: string): number {
  const match = FIXED.exec(text.toUpperCase());
  if (match === null) {
    return 0;
  }
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0");
  return (match[1] === "-" ? -minutes : minutes) * MINUTE;
}

/** The offset of a zone at a local time, given as if it were UTC. */
function offsetIn(zone: string, local: number): number {
  if (zone === "" || FIXED.test(zone.toUpperCase())) {
    return fixedOffset(zone);
  }
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  // An hour that comes twice counts the first time, one that is left out by the offset before it.
  const isAfter = offsetAt(zone, local - before) !== before;
  return isAfter && offsetAt(zone, local - after) === after ? after : before;
}

function offsetAt(zone: string, moment: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const parts = new Map(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)] as const),
  );
  const there = new Date(0);
  there.setUTCFullYear(parts.get("year") ?? 0, (parts.get("month") ?? 1) - 1, parts.get("day"));
  there.setUTCHours(parts.get("hour") ?? 0, parts.get("minute"), parts.get("second"));
  return there.getTime() - Math.floor(moment / 1000) * 1000;
}
