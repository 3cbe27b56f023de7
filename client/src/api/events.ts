/**
 * Server-sent events in short answers: the API ends an answer after a few seconds, and the next
 * request says in Last-Event-ID what has arrived. EventSource cannot send our headers.
 */

export interface ServerEvent {
  id: string | undefined;
  event: string;
  data: string;
}

/** Splits a text of `text/event-stream` into events; an unfinished one at the end is left out. */
export function parseEvents(text: string): ServerEvent[] {
  const blocks = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n\n");
  return blocks.slice(0, -1).map(parseBlock).filter((event) => event !== undefined);
}

function parseBlock(block: string): ServerEvent | undefined {
  let id: string | undefined;
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "id") id = value;
    else if (field === "event") event = value;
    else if (field === "data") data.push(value);
  }
  return data.length === 0 ? undefined : { id, event, data: data.join("\n") };
}
