import type {
  ApprovalDecided,
  Begun,
  Ended,
  ModelAnswered,
  ModelFailed,
  QuestionAsked,
  StepView,
  ToolEnded,
} from "../api/schema";

/** One call of a tool in an answer, and what became of it. */
export interface ToolCallEntry {
  id: string;
  name: string;
  arguments: string;
  asked?: { approvalId: string; at: string };
  decided?: ApprovalDecided;
  question?: QuestionAsked;
  hasSecrets?: true;
  executionId?: string;
  ended?: ToolEnded;
}

/** One question to the model, its answer, and the calls in it. */
export interface ModelEntry {
  kind: "model";
  step: number;
  at: string;
  answered?: ModelAnswered;
  answeredAt?: string;
  failed?: ModelFailed;
  calls: ToolCallEntry[];
}

interface BegunEntry {
  kind: "begun";
  at: string;
  begun: Begun;
}

interface EndedEntry {
  kind: "ended";
  at: string;
  ended: Ended;
}

export type TimelineEntry = BegunEntry | EndedEntry | ModelEntry;

/** The steps of a journal as a person reads them: each answer with the calls that are in it. */
export function timelineOf(steps: readonly StepView[]): TimelineEntry[] {
  const found: TimelineEntry[] = [];
  const calls = new Map<string, ToolCallEntry>();
  for (const { at, step } of steps) {
    if (step.kind === "begun") found.push({ kind: "begun", at, begun: step });
    else if (step.kind === "ended") found.push({ kind: "ended", at, ended: step });
    else if (step.kind === "modelCalled") asked(found, step.step, at);
    else if (step.kind === "modelAnswered") answered(found, calls, step, at);
    else if (step.kind === "modelFailed") failed(found, step);
    else inCall(calls, at, step);
  }
  return found;
}

type CallStep = Exclude<
  StepView["step"],
  { kind: "begun" | "ended" | "modelCalled" | "modelAnswered" | "modelFailed" }
>;

/** A call that was lost is made again under the same number. */
function asked(found: TimelineEntry[], step: number, at: string): void {
  const last = lastModel(found);
  if (last?.step !== step) found.push({ kind: "model", step, at, calls: [] });
}

function answered(
  found: TimelineEntry[],
  calls: Map<string, ToolCallEntry>,
  step: ModelAnswered,
  at: string,
): void {
  const entry = lastModel(found);
  if (entry === undefined) return;
  entry.answered = step;
  entry.answeredAt = at;
  for (const part of step.message.parts) {
    if (part.kind !== "toolCall") continue;
    const call: ToolCallEntry = {
      id: unused(calls, part.id),
      name: part.name,
      arguments: part.arguments,
    };
    calls.set(call.id, call);
    entry.calls.push(call);
  }
}

function failed(found: TimelineEntry[], step: ModelFailed): void {
  const entry = lastModel(found);
  if (entry !== undefined) entry.failed = step;
}

function inCall(calls: Map<string, ToolCallEntry>, at: string, step: CallStep): void {
  const call = calls.get(step.callId);
  if (call === undefined) return;
  if (step.kind === "approvalAsked") {
    call.asked = { approvalId: step.approvalId, at };
    delete call.decided;
  } else if (step.kind === "approvalDecided") call.decided = step;
  else if (step.kind === "questionAsked") call.question = step;
  else if (step.kind === "secretsGiven") {
    call.hasSecrets = true;
    delete call.question;
  } else if (step.kind === "toolStarted") call.executionId = step.executionId;
  else if (step.kind === "toolEnded") call.ended = step;
}

function lastModel(found: readonly TimelineEntry[]): ModelEntry | undefined {
  const last = found.at(-1);
  return last?.kind === "model" ? last : undefined;
}

/** The id that the platform gives a call whose id was used before: `c`, `c-2`, `c-3`. */
function unused(calls: ReadonlyMap<string, ToolCallEntry>, id: string): string {
  const base = id === "" ? "call" : id;
  let name = base;
  for (let count = 2; calls.has(name); count += 1) name = `${base}-${count}`;
  return name;
}

/** What an answer says, without its calls. */
export function textOf({ message }: ModelAnswered): string {
  return message.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

/** Whether a call was refused by the platform before it ran, which no step says. */
export function isRefused(call: ToolCallEntry, isLast: boolean): boolean {
  const isKnown = call.ended ?? call.asked ?? call.question ?? call.hasSecrets ?? call.executionId;
  return isKnown === undefined && !isLast;
}

/** Arguments as they are read; what is no JSON stays as it is. */
export function argumentsText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
