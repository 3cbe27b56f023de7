/** The end of an id: its beginning is a time, and the same for everything of one minute. */
export function shortId(id: string): string {
  return id.slice(-8);
}
