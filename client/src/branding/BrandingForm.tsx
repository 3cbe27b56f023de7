import { Button, Group, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../api/problems";
import type { Branding } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { AccentInput } from "./AccentInput";
import {
  type BrandingDraft,
  draftOf,
  faultsOf,
  updateOf,
  withoutEmptyLinks,
} from "./brandingDraft";
import { LinkInputs } from "./LinkInputs";
import { useBrandingChange } from "./useBrandingChange";

interface BrandingFormProps {
  branding: Branding;
}

const LONGEST_NAME = 60;

/** Name, colour and links. What is wrong is said at its field, before and after it was sent. */
export function BrandingForm({ branding }: BrandingFormProps) {
  const [draft, setDraft] = useState<BrandingDraft>(() => draftOf(branding));
  const [showsFaults, setShowsFaults] = useState(false);
  const { save } = useBrandingChange();
  const faults = showsFaults ? faultsOf(draft) : new Map<string, string>();
  const problems = new Map([...problemsIn(save.error), ...faults]);

  function change(changed: Partial<BrandingDraft>) {
    setDraft((before) => ({ ...before, ...changed }));
  }

  function send(event: FormEvent) {
    event.preventDefault();
    setShowsFaults(true);
    setDraft(withoutEmptyLinks);
    if (faultsOf(draft).size > 0 || save.isPending) return;
    save.mutate(updateOf(draft), {
      onSuccess: (saved) => {
        setDraft(draftOf(saved));
        notifications.show({ message: texts.branding.saved });
      },
    });
  }

  return (
    <Section title={texts.branding.form}>
      <form noValidate aria-label={texts.branding.form} onSubmit={send}>
        <Stack maw="40rem">
          <TextInput
            label={texts.branding.name}
            description={texts.branding.nameSays}
            maxLength={LONGEST_NAME}
            value={draft.name}
            error={problems.get("name")}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <AccentInput
            value={draft.accent}
            error={problems.get("accent")}
            onChange={(accent) => change({ accent })}
          />
          <LinkInputs
            links={draft.links}
            problems={problems}
            onChange={(links) => change({ links })}
          />
          {save.isError ? <ProblemAlert error={save.error} /> : null}
          <Group>
            <Button type="submit" variant="filled" loading={save.isPending}>
              {texts.branding.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** The server's words by place, such as `links.0.url`. */
function problemsIn(error: Error | null): [string, string][] {
  if (!(error instanceof ApiProblem)) return [];
  return error.details.map(({ location, message }) => [
    (location ?? []).slice(1).join("."),
    message,
  ]);
}
