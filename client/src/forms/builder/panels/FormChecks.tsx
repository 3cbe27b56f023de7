import { Alert, Anchor, List, Text } from "@mantine/core";
import { ApiProblem } from "../../../api/problems";
import * as texts from "../../../texts/texts";
import { sentence } from "../../../ui/sentence";
import type { BuilderTab } from "../../builderSearch";
import type { FormFault } from "../faults";
import type { BuilderHandle } from "../useBuilder";

interface FormChecksProps {
  builder: BuilderHandle;
  onTab: (tab: BuilderTab) => void;
}

/** What the server would refuse or warn of, while the form is edited. */
export function FormChecks({ builder, onTab }: FormChecksProps) {
  const { check, faults, state, change } = builder;
  const warnings = warningsOf(builder);
  if (faults.length + warnings.length === 0) {
    const fine = check.data ? texts.builder.fineSays : "";
    return (
      <Text size="sm" c="dimmed" role="status" mih="1.3rem">
        {check.isFetching ? texts.builder.checking : fine}
      </Text>
    );
  }

  function show({ place }: FormFault) {
    onTab(place === undefined ? "settings" : "fields");
    if (place !== undefined) change({ kind: "select", place });
  }

  return (
    <Alert color={check.isError ? "red" : "yellow"} role="status" title={texts.builder.problems}>
      <List size="sm">
        {faults.map((fault) => (
          <List.Item key={`${fault.place} ${fault.property} ${fault.message}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => show(fault)}
            >
              {nameOf(state.content.fields[fault.place ?? -1]) ?? texts.builder.ofForm}
            </Anchor>
            {`: ${fault.message}`}
          </List.Item>
        ))}
        {warnings.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function nameOf(field: { name: string; label?: string | null } | undefined): string | undefined {
  return field === undefined ? undefined : field.label || field.name;
}

/** What does not keep the form from being saved, or what keeps it without naming a place. */
function warningsOf({ check, faults }: BuilderHandle): string[] {
  if (check.error instanceof ApiProblem) {
    return faults.length === 0 ? [sentence(check.error.message)] : [];
  }
  const missing = check.data?.missingRequiredParams.map(texts.builder.missingParameter) ?? [];
  return [...(check.data?.problems.map(sentence) ?? []), ...missing];
}
