import { Notifications } from "@mantine/notifications";

/** The corner where notes appear. Those that came before it was loaded are kept, and shown then. */
export function Notes() {
  return <Notifications position="bottom-right" />;
}
