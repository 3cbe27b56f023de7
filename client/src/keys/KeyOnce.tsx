import type { ApiKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { SecretOnce } from "../ui/SecretOnce";
import { codeSnippet } from "../workflows/codeSnippets";

interface KeyOnceProps {
  /** The answer to the creation of a key; undefined while there is none to show. */
  made: ApiKeyView | undefined;
  onClose: () => void;
}

/** Shows a key that was just made, and how it is used. */
export function KeyOnce({ made, onClose }: KeyOnceProps) {
  const workflow = made?.workflows[0] ?? "hello_world";
  const example = codeSnippet("curl", { origin: window.location.origin, workflow, input: {} });
  return (
    <SecretOnce
      secret={made?.rawKey ?? undefined}
      title={texts.apiKeys.shown}
      says={texts.apiKeys.shownSays}
      copyLabel={texts.apiKeys.copy}
      onClose={onClose}
    >
      <CodeBlock
        code={example}
        label={texts.apiKeys.example}
        copyLabel={texts.apiKeys.copyExample}
      />
    </SecretOnce>
  );
}
