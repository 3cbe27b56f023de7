import type { SentRequest } from "../api/schema";

/** A request as people read it: the method and URL, a line for each header, then the body. */
export function requestText(request: SentRequest): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${request.url}`, ...headers, "", indented(request.body)].join("\n");
}

function indented(body: string): string {
  return JSON.stringify(JSON.parse(body), undefined, 2);
}
