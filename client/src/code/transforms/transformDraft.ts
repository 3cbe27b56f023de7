import type { TransformRequest } from "../../api/schema";

export type Codemod = TransformRequest["codemod"];
export type CodemodId = Codemod["id"];

/** What is typed about a transformation; each kind takes its own of it. */
export interface TransformDraft {
  id: CodemodId;
  name: string;
  source: string;
  old: string;
  renamed: string;
  isAwaited: boolean;
  /** Lines such as `timeout = deadline`: an argument, and its new name; nothing leaves it out. */
  arguments: string;
  connection: string;
  host: string;
}

export const NEW_TRANSFORM: TransformDraft = {
  id: "rewrite-call",
  name: "",
  source: "",
  old: "",
  renamed: "",
  isAwaited: false,
  arguments: "",
  connection: "",
  host: "",
};

export const CODEMOD_IDS: readonly CodemodId[] = [
  "rewrite-call",
  "add-import",
  "inject-auth",
  "predecessor",
];

/** What the server is asked to transform by. */
export function codemodOf(draft: TransformDraft): Codemod {
  const { id } = draft;
  switch (id) {
    case "add-import":
      return { id, name: draft.name.trim(), source: draft.source.trim() || null };
    case "rewrite-call":
      return {
        id,
        old: draft.old.trim(),
        new: draft.renamed.trim(),
        arguments: argumentsOf(draft.arguments),
        isAwaited: draft.isAwaited,
      };
    case "inject-auth":
      return { id, connection: draft.connection.trim(), host: draft.host.trim() || null };
    default:
      return { id: "predecessor" };
  }
}

/** Arguments by their present name, with their new one; null for one that is left out. */
export function argumentsOf(text: string): Record<string, string | null> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const [before = "", after = ""] = line.split("=").map((one) => one.trim());
      return [before, after === "" ? null : after];
    }),
  );
}
