import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkflowView } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { codeSnippet, type Endpoint, type Language } from "./codeSnippets";
import { exampleInput } from "./exampleInput";

interface WorkflowCodeProps {
  workflow: WorkflowView;
}

type Door = "endpoint" | "execute";

const LANGUAGES: readonly Language[] = ["curl", "powershell", "python"];
const DOORS: readonly Door[] = ["endpoint", "execute"];
/** The mark of a parameter that an endpoint fills with the whole request. */
const REQUEST = "x-bifrost-request";

/** How a program runs the workflow. */
export function WorkflowCode({ workflow }: WorkflowCodeProps) {
  const [language, setLanguage] = useState<Language>("curl");
  const [door, setDoor] = useState<Door>(workflow.endpointPath == null ? "execute" : "endpoint");
  const code = codeSnippet(language, {
    origin: window.location.origin,
    workflow: workflow.name,
    input: exampleInput(withoutRequest(workflow)),
    endpoint: door === "endpoint" ? endpointOf(workflow) : undefined,
  });
  const needsNoKey = door === "endpoint" && workflow.publicEndpoint;
  return (
    <Stack align="stretch">
      <Text c="dimmed">{needsNoKey ? texts.workflows.publicSays : texts.workflows.codeSays}</Text>
      {workflow.endpointPath == null ? null : (
        <div>
          <SegmentedControl<Door>
            aria-label={texts.workflows.door}
            value={door}
            onChange={setDoor}
            data={DOORS.map((value) => ({ value, label: texts.workflows.doors[value] }))}
          />
        </div>
      )}
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

function endpointOf(workflow: WorkflowView): Endpoint | undefined {
  const { endpointPath: path, allowedMethods: methods, publicEndpoint: isPublic } = workflow;
  return path == null ? undefined : { path, methods, isPublic };
}

function withoutRequest({ parameters, parametersSchema }: WorkflowView) {
  const properties: unknown = parametersSchema.properties;
  const isRequest = (name: string) => {
    const schema = isObject(properties) ? properties[name] : undefined;
    return isObject(schema) && REQUEST in schema;
  };
  return parameters.filter(({ name }) => !isRequest(name));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
