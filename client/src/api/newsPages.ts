/** How a list of pages, newest first, takes what a channel tells of one item. */

import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./pages";

export type Pages<Item> = InfiniteData<Page<Item>, string | undefined>;

/** The pages with this item as it is now: in its place, or on top if it is new. */
export function withNewest<Item>(
  known: Pages<Item> | undefined,
  item: Item,
  keyOf: (item: Item) => string,
): Pages<Item> | undefined {
  if (known === undefined) return undefined;
  const key = keyOf(item);
  const isKnown = known.pages.some(({ items }) => items.some((each) => keyOf(each) === key));
  const pages = known.pages.map((page, index) => ({
    ...page,
    items: isKnown
      ? page.items.map((each) => (keyOf(each) === key ? item : each))
      : index === 0
        ? [item, ...page.items]
        : page.items,
  }));
  return { ...known, pages };
}
