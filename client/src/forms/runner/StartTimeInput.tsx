import { Group, NativeSelect, TextInput } from "@mantine/core";
import * as texts from "../../texts/texts";
import { ownZone } from "../answers/moments";
import { START_CHOICES, type StartChoice } from "./startTimes";

interface StartTimeInputProps {
  choice: StartChoice;
  at: string;
  onChange: (choice: StartChoice, at: string) => void;
}

/** When the run begins: now, at a usual time, or at one of one's own. */
export function StartTimeInput({ choice, at, onChange }: StartTimeInputProps) {
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label={texts.forms.start}
        value={choice}
        onChange={(event) => {
          const chosen = START_CHOICES.find((one) => one === event.currentTarget.value);
          onChange(chosen ?? "now", at);
        }}
        data={START_CHOICES.map((value) => ({ value, label: texts.forms.starts[value] }))}
      />
      {choice === "at" ? (
        <TextInput
          type="datetime-local"
          label={texts.forms.startAt}
          description={texts.forms.zone(ownZone())}
          value={at}
          onChange={(event) => onChange(choice, event.currentTarget.value)}
        />
      ) : null}
    </Group>
  );
}
