import { useTimeout } from "@mantine/hooks";
import { useState } from "react";

/** Whether so much time has passed since the component was shown. */
export function useLater(milliseconds: number): boolean {
  const [isLater, setIsLater] = useState(false);
  useTimeout(() => setIsLater(true), milliseconds, { autoInvoke: true });
  return isLater;
}
