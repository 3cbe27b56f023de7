import { useMutation } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import type { CodeDraft } from "../../api/schema";
import { GLOBAL_SCOPE } from "../../api/scope";

export const HELPS = ["generate", "fix", "tests", "explain"] as const;
export type Help = (typeof HELPS)[number];

interface Asked {
  readonly help: Help;
  readonly path: string;
  readonly content: string;
  /** What to do, what is wrong, or what to explain. */
  readonly words: string;
}

/** What came of it: a draft, or an explanation. */
export type Helped = { readonly draft: CodeDraft } | { readonly text: string };

const api = inScope(GLOBAL_SCOPE);

/** Asks a model about the text of the editor; nothing is saved. */
export function useHelp() {
  return useMutation({ mutationFn: ask });
}

async function ask({ help, path, content, words }: Asked): Promise<Helped> {
  const file = { path, content };
  switch (help) {
    case "generate":
      return {
        draft: await bodyOf(api.POST("/api/code/generate", { body: { ...file, prompt: words } })),
      };
    case "fix":
      return {
        draft: await bodyOf(api.POST("/api/code/fix", { body: { ...file, error: words } })),
      };
    case "tests":
      return { draft: await bodyOf(api.POST("/api/code/tests", { body: file })) };
    default:
      return bodyOf(api.POST("/api/code/explain", { body: { ...file, question: words } }));
  }
}
