import { useInterval } from "@mantine/hooks";
import { useState } from "react";

/** Seconds that are left, and a function that starts to count down from some. */
export function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000, { autoInvoke: true });
  return [left, setLeft];
}
