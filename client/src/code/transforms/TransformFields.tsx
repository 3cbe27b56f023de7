import { Checkbox, Textarea, TextInput } from "@mantine/core";
import * as texts from "../../texts/texts";
import type { TransformDraft } from "./transformDraft";

interface TransformFieldsProps {
  draft: TransformDraft;
  onChange: (changed: Partial<TransformDraft>) => void;
}

type Word = "name" | "source" | "old" | "renamed" | "connection" | "host";

const WORDS: Record<TransformDraft["id"], readonly Word[]> = {
  "rewrite-call": ["old", "renamed"],
  "add-import": ["name", "source"],
  "inject-auth": ["connection", "host"],
  predecessor: [],
};
const words = texts.code.transforms;

/** What the chosen kind of transformation has to know. */
export function TransformFields({ draft, onChange }: TransformFieldsProps) {
  return (
    <>
      {WORDS[draft.id].map((name) => (
        <TextInput
          key={name}
          label={words[name]}
          value={draft[name]}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      ))}
      {draft.id === "rewrite-call" ? (
        <>
          <Textarea
            label={words.arguments}
            description={words.argumentsSay}
            autosize
            minRows={1}
            maxRows={6}
            spellCheck={false}
            value={draft.arguments}
            onChange={(event) => onChange({ arguments: event.currentTarget.value })}
          />
          <Checkbox
            label={words.isAwaited}
            checked={draft.isAwaited}
            onChange={(event) => onChange({ isAwaited: event.currentTarget.checked })}
          />
        </>
      ) : null}
    </>
  );
}
