import { Button, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { Section } from "../../ui/Section";
import { useWorkflows } from "../../workflows/useWorkflows";
import { FormImport } from "./FormImport";

interface FormStartProps {
  scope: Scope;
}

/** What a new form is made from. */
export function FormStart({ scope }: FormStartProps) {
  const workflows = useWorkflows(scope);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);

  function draft(event: FormEvent) {
    event.preventDefault();
    if (chosen === null) return;
    void navigate({
      to: "/o/$organization/forms/new",
      params: { organization: scope },
      search: { workflow: chosen },
    });
  }

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Section title={texts.builder.fromWorkflow}>
        <form onSubmit={draft}>
          <Stack gap="sm" maw="32rem">
            <Text c="dimmed">{texts.builder.fromWorkflowSays}</Text>
            <Select
              label={texts.builder.workflow}
              placeholder={texts.builder.chooseWorkflow}
              searchable
              required
              limit={100}
              data={(workflows.data ?? []).map(({ name }) => name)}
              value={chosen}
              onChange={setChosen}
            />
            <div>
              <Button type="submit" variant="filled" disabled={chosen === null}>
                {texts.builder.draft}
              </Button>
            </div>
          </Stack>
        </form>
      </Section>
      <Section title={texts.builder.fromFile}>
        <FormImport scope={scope} />
      </Section>
    </SimpleGrid>
  );
}
