import { useTimeout } from "@mantine/hooks";
import { type ReactNode, useState } from "react";

const SKELETON_MS = 150;

interface DelayedProps {
  children: ReactNode;
}

/** Shows its content after 150 ms: what loads quicker than that shows no skeleton. */
export function Delayed({ children }: DelayedProps) {
  const [shown, setShown] = useState(false);
  useTimeout(() => setShown(true), SKELETON_MS, { autoInvoke: true });
  return shown ? children : null;
}
