type Given = Record<string, unknown>;

/**
 * A reader of search parameters by which the page sees what it returns and nothing else.
 *
 * The router gives a page what the reader returns over everything in the address, so a value that
 * the reader leaves out, such as a tab that does not exist, would reach the page as it is.
 */
export function onlySearch<T extends object>(read: (given: Given) => T): (given: Given) => T {
  return (given) => ({ ...leftOut(given), ...read(given) });
}

function leftOut(given: Given): Record<string, undefined> {
  return Object.fromEntries(Object.keys(given).map((name) => [name, undefined]));
}
