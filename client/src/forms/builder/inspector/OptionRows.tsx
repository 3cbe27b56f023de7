import { ActionIcon, Button, Group, Input, Stack, Text, Textarea, TextInput } from "@mantine/core";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { useState } from "react";
import type { FieldOption } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { optionsIn } from "../optionLines";
import type { InspectorProps } from "./inspectorProps";

/** The author's own choices, one a row, or pasted as lines. */
export function OptionRows({ field, faultAt, edit }: InspectorProps) {
  const options = field.options ?? [];
  const [pasted, setPasted] = useState<string>();
  const set = (place: number, change: Partial<FieldOption>) =>
    edit({ options: options.map((one, at) => (at === place ? { ...one, ...change } : one)) });

  function add() {
    const number = options.length + 1;
    const option = { label: texts.builder.option(number), value: `option_${number}` };
    edit({ options: [...options, option] });
  }

  function raise(place: number) {
    const option = options[place];
    if (option === undefined || place === 0) return;
    edit({ options: options.toSpliced(place, 1).toSpliced(place - 1, 0, option) });
  }

  function takePasted() {
    edit({ options: optionsIn(pasted ?? "") });
    setPasted(undefined);
  }

  return (
    <Stack component="section" gap="xs" aria-label={texts.builder.options}>
      <Input.Label component="p">{texts.builder.options}</Input.Label>
      {faultAt("options") === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {faultAt("options")}
        </Text>
      )}
      {options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: choices are edited in place, and may be alike
        <Group key={place} gap={4} wrap="nowrap">
          <TextInput
            aria-label={texts.builder.optionLabel(place + 1)}
            value={option.label}
            onChange={(event) => set(place, { label: event.currentTarget.value })}
          />
          <TextInput
            aria-label={texts.builder.optionValue(place + 1)}
            value={option.value}
            onChange={(event) => set(place, { value: event.currentTarget.value })}
          />
          <ActionIcon aria-label={texts.builder.optionUp(place + 1)} onClick={() => raise(place)}>
            <ArrowUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={texts.builder.removeOption(place + 1)}
            onClick={() => edit({ options: options.toSpliced(place, 1) })}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {pasted === undefined ? (
        <Group gap="xs">
          <Button size="xs" onClick={add}>
            {texts.builder.addOption}
          </Button>
          <Button size="xs" onClick={() => setPasted("")}>
            {texts.builder.pasteOptions}
          </Button>
        </Group>
      ) : (
        <>
          <Textarea
            label={texts.builder.pasteOptions}
            description={texts.builder.pasteSays}
            autosize
            minRows={4}
            maxRows={12}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button size="xs" variant="filled" onClick={takePasted}>
              {texts.builder.takeLines}
            </Button>
            <Button size="xs" onClick={() => setPasted(undefined)}>
              {texts.common.cancel}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
