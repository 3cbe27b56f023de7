/**
 * Conditional edits: an edit names the version that it is based on, in If-Match. The server refuses
 * it with 412 if the thing was changed since.
 */

import { answerOf } from "./client";
import { ApiProblem } from "./problems";

/** A thing as it was read, with its version. */
export interface Versioned<Thing> {
  thing: Thing;
  version: string;
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The thing that an answer has, with the version in its ETag. */
export async function versionedOf<Thing>(
  call: Promise<Answered<Thing>>,
): Promise<Versioned<Thing>> {
  const { body, response } = await answerOf(call);
  return { thing: body, version: response.headers.get("ETag") ?? "*" };
}

/** The header parameter of an edit of what was read as this version. */
export function basedOn(version: string): { "If-Match": string } {
  return { "If-Match": version };
}

/** A thing was changed since the page showed it. */
export class ChangedSince extends Error {}

/**
 * The version of a thing that is still as the page shows it, for its deletion: nobody deletes what
 * they have not seen. Rejects with ChangedSince if it says something else by now.
 */
export async function versionAsShown<Thing>(
  read: () => Promise<Versioned<Thing>>,
  shown: Thing,
  said: (thing: Thing) => unknown,
  message: string,
): Promise<string> {
  const { thing, version } = await read();
  if (JSON.stringify(said(thing)) !== JSON.stringify(said(shown))) throw new ChangedSince(message);
  return version;
}

/** Whether an edit was refused because the thing was changed since it was read. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 412;
}
