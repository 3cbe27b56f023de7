/** Long work in slices, so that the page can answer the user in between. */

const SLICE_MS = 8;

/** Changes every item; after each 8 ms of work the browser may do something else. */
export async function mapInSlices<Item, Result>(
  items: Iterable<Item>,
  change: (item: Item) => Result,
): Promise<Result[]> {
  const changed: Result[] = [];
  let until = performance.now() + SLICE_MS;
  for (const item of items) {
    if (performance.now() > until) {
      await new Promise((done) => setTimeout(done));
      until = performance.now() + SLICE_MS;
    }
    changed.push(change(item));
  }
  return changed;
}
