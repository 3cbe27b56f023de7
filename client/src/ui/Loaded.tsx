import { type ReactNode, useDeferredValue } from "react";
import { ApiProblem } from "../api/problems";
import { ProblemAlert } from "./ProblemAlert";
import { SkeletonRows } from "./SkeletonRows";

/** Not 401: the page signs in again, over what it shows. */
const GONE = new Set([403, 404, 410]);

interface LoadedProps<Data> {
  /** A question to the server, as `useQuery` returns it. */
  query: {
    data: Data | undefined;
    error: Error | null;
    isError: boolean;
    refetch: () => unknown;
  };
  /** Rows of the skeleton, and the pixels of one. */
  rows?: number;
  height?: number;
  children: (data: Data) => ReactNode;
}

/**
 * The answer of the server; before it a skeleton, and the reason with a retry where it failed. What
 * was read stays under the reason if reading it again failed, with all that was typed in it, unless
 * the server said that it is not there for this user.
 */
export function Loaded<Data>({ query, children, ...skeleton }: LoadedProps<Data>) {
  const isThere = query.data !== undefined;
  // What arrives later is drawn in slices, see Deferred; what is there already is drawn at once.
  const isReady = useDeferredValue(isThere, isThere);
  const error = query.isError ? query.error : null;
  const shown = isReady && !isGone(error) ? query.data : undefined;
  return (
    <>
      {error === null ? null : <ProblemAlert error={error} onRetry={() => query.refetch()} />}
      {shown === undefined ? null : children(shown)}
      {error === null && shown === undefined ? <SkeletonRows {...skeleton} /> : null}
    </>
  );
}

function isGone(error: Error | null): boolean {
  return error instanceof ApiProblem && GONE.has(error.status);
}
