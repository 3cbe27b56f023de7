import { Notifications, notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { takeUntold } from "../../session/signIn";

/** The corner where notes appear. Those that came before it was loaded are kept, and shown then. */
export function Notes() {
  useEffect(() => {
    const message = takeUntold();
    if (message !== null) notifications.show({ message, color: "yellow", autoClose: false });
  }, []);
  return <Notifications position="bottom-right" />;
}
