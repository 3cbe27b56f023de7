import type { ReactNode } from "react";
import { useLater } from "./useLater";

const SKELETON_MS = 150;

interface DelayedProps {
  children: ReactNode;
}

/** Shows its content after 150 ms: what loads quicker than that shows no skeleton. */
export function Delayed({ children }: DelayedProps) {
  return useLater(SKELETON_MS) ? children : null;
}
