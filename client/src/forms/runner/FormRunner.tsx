import { Alert, Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import * as texts from "../../texts/texts";
import { CopyButton } from "../../ui/CopyButton";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { FaultSummary } from "./FaultSummary";
import { FilledFields } from "./FilledFields";
import { linkWith } from "./prefill";
import { StartTimeInput } from "./StartTimeInput";
import { type FormRunnerOptions, useFormRunner } from "./useFormRunner";
import { XrayButton } from "./XrayButton";

interface FormRunnerProps extends FormRunnerOptions {
  /** The id of the form's element, so that a button elsewhere can send it. */
  id: string;
  /** Whether it opens with what was filled in before. */
  isDraft: boolean;
}

/** A form: its fields, what is wrong with them, and the button that sends it. */
export function FormRunner({ id, isDraft, ...options }: FormRunnerProps) {
  const { form } = options;
  const runner = useFormRunner(options);
  const { filled, uploads, submission, start, shownFaults } = runner;
  const [showsDraft, setShowsDraft] = useState(isDraft);
  const isNow = start.choice === "now";

  function reset() {
    setShowsDraft(false);
    runner.reset();
  }

  return (
    <form
      id={id}
      noValidate
      aria-label={form.name}
      onSubmit={(event) => {
        event.preventDefault();
        runner.send();
      }}
    >
      <Stack gap="md" maw="40rem">
        {showsDraft ? (
          <Alert color="gray" title={texts.forms.draft}>
            <Button size="xs" onClick={reset}>
              {texts.forms.startOver}
            </Button>
          </Alert>
        ) : null}
        <FilledFields filled={filled} uploads={uploads} showsFaults={runner.showsFaults} />
        {submission.isError && shownFaults.length === 0 ? (
          <ProblemAlert error={submission.error} />
        ) : null}
        {shownFaults.length > 0 ? <FaultSummary ref={runner.summary} faults={shownFaults} /> : null}
        {uploads.isBusy && runner.showsFaults ? (
          <Alert color="blue">{texts.forms.waitForUploads}</Alert>
        ) : null}
        <StartTimeInput
          choice={start.choice}
          at={start.at}
          onChange={(choice, at) => runner.setStart({ choice, at })}
        />
        <Group gap="xs">
          <Button type="submit" variant="filled" loading={submission.isPending}>
            {isNow ? texts.forms.send : texts.forms.sendLater}
          </Button>
          <Button onClick={reset}>{texts.forms.clear}</Button>
          <CopyButton
            isLink
            value={linkWith(filled.state.fields, filled.form.answers)}
            label={texts.forms.copyLink}
          />
          <XrayButton filled={filled} />
        </Group>
      </Stack>
    </form>
  );
}
