import { type ReactNode, useDeferredValue } from "react";

interface DeferredProps {
  children: ReactNode;
}

/**
 * Draws its content after what is around it. React does so in slices of a few milliseconds, between
 * which the browser answers the user, where the same content at once would be one long task.
 */
export function Deferred({ children }: DeferredProps) {
  return useDeferredValue(true, false) ? children : null;
}
