/** What is known of an answer under way: the fold of the frames that the server told. */

import type { ServerEvent } from "../api/events";
import type { Citation } from "../api/schema";

export type ToolState = "called" | "approval" | "question" | "decided" | "started" | "ended";

export interface AskedSecret {
  readonly name: string;
  readonly label: string;
  readonly helpText?: string | null;
  readonly isRequired: boolean;
}

export interface LiveTool {
  readonly kind: "tool";
  readonly callId: string;
  readonly state: ToolState;
  readonly name?: string;
  readonly arguments?: string;
  readonly executionId?: string;
  readonly approvalId?: string;
  readonly questionId?: string;
  readonly text?: string;
  readonly options?: readonly string[];
  readonly secrets?: readonly AskedSecret[];
  readonly outcome?: string;
  readonly citations?: readonly Citation[];
}

interface LiveText {
  readonly kind: "text";
  readonly step: number;
  readonly text: string;
}

export type LivePart = LiveText | LiveTool;

type Frame =
  | { event: "step"; data: { step: number } }
  | { event: "delta"; data: { text: string } }
  | { event: "restart"; data: unknown }
  | { event: "tool"; data: Omit<LiveTool, "kind"> };

/** The parts after more frames; those that are not known change nothing. */
export function withEvents(
  parts: readonly LivePart[],
  events: readonly ServerEvent[],
): readonly LivePart[] {
  return events.reduce<readonly LivePart[]>(
    (known, { event, data }) => withFrame(known, { event, data: JSON.parse(data) } as Frame),
    parts,
  );
}

function withFrame(parts: readonly LivePart[], frame: Frame): readonly LivePart[] {
  switch (frame.event) {
    case "step":
      return [...parts.filter((part) => !isOf(part, frame.data.step)), textOf(frame.data.step)];
    case "delta":
      return changed(parts, (part) => ({ ...part, text: part.text + frame.data.text }));
    case "restart":
      return changed(parts, (part) => ({ ...part, text: "" }));
    case "tool":
      return withTool(parts, frame.data);
    default:
      return parts;
  }
}

function isOf(part: LivePart, step: number): boolean {
  return part.kind === "text" && part.step === step;
}

function textOf(step: number): LiveText {
  return { kind: "text", step, text: "" };
}

/** Changes the text of the last step. */
function changed(
  parts: readonly LivePart[],
  change: (part: LiveText) => LiveText,
): readonly LivePart[] {
  const last = parts.findLastIndex(({ kind }) => kind === "text");
  return parts.map((part, at) => (at === last && part.kind === "text" ? change(part) : part));
}

function withTool(parts: readonly LivePart[], news: Omit<LiveTool, "kind">): readonly LivePart[] {
  const known = parts.some((part) => part.kind === "tool" && part.callId === news.callId);
  if (!known) return [...parts, { ...news, kind: "tool" }];
  return parts.map((part) =>
    part.kind === "tool" && part.callId === news.callId ? { ...part, ...news } : part,
  );
}
