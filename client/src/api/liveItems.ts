/** What channels tell. The API document cannot say it: it describes a stream as text. */

import type { LiveChange } from "./liveStream";
import type {
  DeliverySummary,
  DeliveryView,
  EmittedEvent,
  LoggedEvent,
  ScheduleView,
} from "./schema";

interface LiveItems {
  deliveries: { incoming: DeliveryView | null; outgoing: DeliverySummary | null };
  events: LoggedEvent;
  notifications: EmittedEvent;
  schedules: ScheduleView;
}

/** The item of a change, or undefined for one that has none. */
export function itemOf<Name extends keyof LiveItems>(
  _channel: Name,
  { change, item }: LiveChange,
): LiveItems[Name] | undefined {
  return change === "changed" ? (item as LiveItems[Name]) : undefined; // as docs/live.md promises
}
