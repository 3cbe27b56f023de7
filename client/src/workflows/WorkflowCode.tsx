import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkflowView } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { codeSnippet, type Language } from "./codeSnippets";
import { exampleInput } from "./exampleInput";

interface WorkflowCodeProps {
  workflow: WorkflowView;
}

const LANGUAGES: readonly Language[] = ["curl", "powershell", "python"];

/** How a program runs the workflow. */
export function WorkflowCode({ workflow }: WorkflowCodeProps) {
  const [language, setLanguage] = useState<Language>("curl");
  const code = codeSnippet(language, {
    origin: window.location.origin,
    workflow: workflow.name,
    input: exampleInput(workflow.parameters),
  });
  return (
    <Stack align="stretch">
      <Text c="dimmed">{texts.workflows.codeSays}</Text>
      <div>
        <SegmentedControl<Language>
          aria-label={texts.workflows.language}
          value={language}
          onChange={setLanguage}
          data={LANGUAGES.map((value) => ({ value, label: texts.workflows.languages[value] }))}
        />
      </div>
      <CodeBlock
        code={code}
        label={texts.workflows.exampleFor(texts.workflows.languages[language])}
        copyLabel={texts.workflows.copyCode}
      />
    </Stack>
  );
}
