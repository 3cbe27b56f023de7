import { Button, Group, List, Modal, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Scope } from "../../../api/scope";
import { useOrganization } from "../../../organizations/useOrganization";
import * as texts from "../../../texts/texts";
import { OrganizationLine } from "../../../ui/OrganizationLine";
import { EMPTY_FORM } from "../formContent";
import { type Change, mergedForms, type Side } from "../merged";
import type { BuilderHandle } from "../useBuilder";
import { ClashChoice } from "./ClashChoice";

interface FormConflictDialogProps {
  scope: Scope;
  builder: BuilderHandle;
}

/** Two authors changed the form: what the other one did, and what to keep where both did. */
export function FormConflictDialog({ scope, builder }: FormConflictDialogProps) {
  const { theirs, state, forgetTheirs, saveMerged, isSaving } = builder;
  const organization = useOrganization(scope);
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({});
  const base = state.saved ?? EMPTY_FORM;
  const { clashes, taken, merged } = mergedForms(
    base,
    theirs?.content ?? base,
    state.content,
    choices,
  );

  function save() {
    setChoices({});
    void saveMerged(merged);
  }

  return (
    <Modal
      opened={theirs !== undefined}
      onClose={forgetTheirs}
      size="xl"
      title={texts.builder.conflict}
    >
      <Stack>
        <OrganizationLine organization={organization} />
        <Text>{texts.builder.conflictSays}</Text>
        {clashes.length > 0 ? (
          <Stack component="section" gap="sm" aria-label={texts.builder.both}>
            <Title order={3}>{texts.builder.both}</Title>
            {clashes.map((clash) => (
              <ClashChoice
                key={clash.key}
                clash={clash}
                side={choices[clash.key] ?? "mine"}
                onChoose={(side) => setChoices({ ...choices, [clash.key]: side })}
              />
            ))}
          </Stack>
        ) : null}
        {taken.length > 0 ? (
          <Stack component="section" gap={4} aria-label={texts.builder.onlyTheirs}>
            <Title order={3}>{texts.builder.onlyTheirs}</Title>
            <List size="sm">
              {taken.map((change) => (
                <List.Item key={change.key}>{placeOf(change)}</List.Item>
              ))}
            </List>
          </Stack>
        ) : null}
        <Text c="dimmed">{texts.builder.orderAndAll}</Text>
        <Group justify="flex-end" gap="xs">
          <Button onClick={forgetTheirs}>{texts.common.cancel}</Button>
          <Button variant="filled" loading={isSaving} onClick={save}>
            {texts.builder.saveMerged}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function placeOf({ field, property, theirs }: Change): string {
  if (property !== undefined) return `${field ?? texts.builder.ofForm}: ${property}`;
  return `${field}: ${theirs === undefined ? texts.builder.gone : texts.builder.wholeField}`;
}
