/**
 * Server-sent events in short answers: the API ends an answer after a few seconds, and the next
 * request says in Last-Event-ID what has arrived. EventSource cannot send our headers.
 */

import { mapInSlices } from "./slices";

export interface ServerEvent {
  id: string | undefined;
  event: string;
  data: string;
}

/** Splits a text of `text/event-stream` into events; an unfinished one at the end is left out. */
export async function parseEvents(text: string): Promise<ServerEvent[]> {
  const lines = text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
  const events = await mapInSlices(lines.split("\n\n").slice(0, -1), parseBlock);
  return events.filter((event) => event !== undefined);
}

function parseBlock(block: string): ServerEvent | undefined {
  const data: string[] = [];
  const found: ServerEvent = { id: undefined, event: "message", data: "" };
  for (const [field, value] of block.split("\n").map(parseLine)) {
    if (field === "id") found.id = value;
    else if (field === "event") found.event = value;
    else if (field === "data") data.push(value);
  }
  return data.length === 0 ? undefined : { ...found, data: data.join("\n") };
}

/** The field and the value of a line; a comment has an empty field. */
function parseLine(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
