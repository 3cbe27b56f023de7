import { NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkflowView } from "../../api/schema";
import { ALL_SCOPE, GLOBAL_SCOPE } from "../../api/scope";
import { useChoosable } from "../../organizations/useChoosable";
import { lastScope } from "../../organizations/visited";
import * as texts from "../../texts/texts";
import { Section } from "../../ui/Section";
import { ParameterRun } from "../../workflows/ParameterRun";
import type { OpenFile } from "../openFiles";
import { useDraftStart } from "./useDraftStart";

interface DraftRunProps {
  file: string;
  workflow: WorkflowView;
  open: readonly OpenFile[];
}

/** Runs a workflow as it is in the editor, for an organization to choose. */
export function DraftRun({ file, workflow, open }: DraftRunProps) {
  const { organizations } = useChoosable(true);
  const several = organizations.filter(({ id, isActive }) => id !== ALL_SCOPE && isActive);
  const [chosen, setChosen] = useState(lastScope() ?? GLOBAL_SCOPE);
  const scope = several.some(({ id }) => id === chosen) ? chosen : GLOBAL_SCOPE;
  const start = useDraftStart(scope, file, workflow.name, open);
  return (
    <Section title={texts.code.runIt(workflow.name)}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {texts.code.runSays}
        </Text>
        <NativeSelect
          label={texts.code.runsFor}
          maw="20rem"
          value={scope}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={several.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ParameterRun key={scope} scope={scope} parameters={workflow.parameters} start={start} />
      </Stack>
    </Section>
  );
}
