interface Asked<Data> {
  data: Data | undefined;
  error: Error | null;
  isError: boolean;
  refetch: () => unknown;
}

/** Two questions as one: a page that is drawn at once does not move while somebody reads it. */
export function together<One, Other>(one: Asked<One>, other: Asked<Other>): Asked<[One, Other]> {
  const [left, right] = [one.data, other.data];
  return {
    data: left === undefined || right === undefined ? undefined : [left, right],
    error: one.error ?? other.error,
    isError: one.isError || other.isError,
    refetch: () => Promise.all([one.refetch(), other.refetch()]),
  };
}
