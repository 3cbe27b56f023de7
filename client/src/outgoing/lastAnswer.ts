import * as texts from "../texts/texts";

/** How the receiver answered last, in a few words; nothing before the first attempt. */
export function lastAnswer(status: number | null, error: string | null): string {
  if (status !== null) return texts.outgoing.answered(status);
  return error ?? "";
}
