import { type ReactNode, useDeferredValue } from "react";
import { ProblemAlert } from "./ProblemAlert";
import { SkeletonRows } from "./SkeletonRows";

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

/** The answer of the server; before it a skeleton, and the reason with a retry where it failed. */
export function Loaded<Data>({ query, children, ...skeleton }: LoadedProps<Data>) {
  const isThere = query.data !== undefined;
  // What arrives later is drawn in slices, see Deferred; what is there already is drawn at once.
  const isReady = useDeferredValue(isThere, isThere);
  if (query.isError && query.error !== null) {
    return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />;
  }
  return query.data === undefined || !isReady ? (
    <SkeletonRows {...skeleton} />
  ) : (
    children(query.data)
  );
}
