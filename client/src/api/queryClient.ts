import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problems";

const RETRIES = 3;

/** Whether a failed question may be asked again by itself: only where waiting can help. */
export function mayRetry(failures: number, error: Error): boolean {
  if (failures >= RETRIES || !(error instanceof ApiProblem)) return false;
  return error.status === 0 || error.status === 429 || error.status === 503;
}

/** Milliseconds before the next try: what the server said, else 1, 2, 4 seconds. */
export function retryDelay(failures: number, error: Error): number {
  const said = error instanceof ApiProblem ? error.retryAfter : undefined;
  return said === undefined ? Math.min(1000 * 2 ** failures, 30_000) : said * 1000;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: mayRetry, retryDelay },
    // Without a network a change is refused at once, and what was typed stays: none waits unseen.
    mutations: { retry: false, networkMode: "always" },
  },
});
