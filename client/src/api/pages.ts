/**
 * Lists come in pages. A page names the next one in its body where that is an object, else in
 * X-Continuation-Token.
 */

import { answerOf } from "./client";

export interface Page<Item> {
  items: Item[];
  /** Leads to the next page; undefined on the last one. */
  next: string | undefined;
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The page of a route that answers with an array. */
export async function pageOf<Item>(call: Promise<Answered<Item[]>>): Promise<Page<Item>> {
  const { body, response } = await answerOf(call);
  return { items: body, next: response.headers.get("X-Continuation-Token") ?? undefined };
}

/** A question for one page; `token` is undefined for the first. */
type Ask<Item> = (token: string | undefined) => Promise<Page<Item>>;

/** All items of a list that is known to be short. Stops after `limit` items. */
export async function everyItem<Item>(ask: Ask<Item>, limit = 5000): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token);
    items.push(...page.items);
    token = page.next;
  } while (token !== undefined && items.length < limit);
  return items;
}
