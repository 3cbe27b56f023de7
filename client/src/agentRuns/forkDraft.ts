import type { AgentForkRequest } from "../api/schema";

/** What is typed about a fork; what is empty stays as it was. */
export interface ForkDraft {
  isDry: boolean;
  task: string;
  systemPrompt: string;
  llmModel: string;
}

export const NEW_FORK: ForkDraft = { isDry: true, task: "", systemPrompt: "", llmModel: "" };

export function forkOf({ isDry, task, systemPrompt, llmModel }: ForkDraft, step: number) {
  const request: AgentForkRequest = {
    step,
    isDry,
    task: step === 1 ? given(task) : null,
    systemPrompt: given(systemPrompt),
    llmModel: given(llmModel),
  };
  return request;
}

function given(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
