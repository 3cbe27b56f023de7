import { type ReactNode, useDeferredValue } from "react";

interface DeferredProps {
  children: ReactNode;
  /** What stands there until the content is drawn. */
  fallback?: ReactNode;
}

/**
 * Draws its content after what is around it. React does so in slices of a few milliseconds, between
 * which the browser answers the user, where the same content at once would be one long task.
 */
export function Deferred({ children, fallback = null }: DeferredProps) {
  const isReady = useDeferredValue(true, false);
  return isReady ? children : fallback;
}
