import { Button, Group, Input, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import * as texts from "../texts/texts";
import classes from "./AccentInput.module.css";
import { chosenColour, contrastOf, isReadable } from "./brandingDraft";

interface AccentInputProps {
  value: string;
  error: string | undefined;
  onChange: (accent: string) => void;
}

/** A colour by its digits or by the browser's own chooser, and whether text can be read on it. */
export function AccentInput({ value, error, onChange }: AccentInputProps) {
  const id = useId();
  const found = contrastOf(value);
  return (
    <Input.Wrapper
      id={id}
      label={texts.branding.accent}
      description={texts.branding.accentSays}
      error={error}
    >
      <Group gap="xs" mt={4}>
        <input
          type="color"
          className={classes.chooser}
          aria-label={texts.branding.pickAccent}
          value={chosenColour(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <TextInput
          id={id}
          ff="monospace"
          w="8rem"
          maxLength={7}
          value={value}
          error={error !== undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {found === undefined ? null : (
          <Button component="span" variant="filled" color={value.trim()} aria-hidden>
            {texts.branding.sample}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status" mt={4}>
        {found === undefined
          ? ""
          : `${texts.branding.contrast((Math.floor(found * 10) / 10).toFixed(1))} ${
              isReadable(value) ? texts.branding.isReadable : texts.branding.isUnreadable
            }`}
      </Text>
    </Input.Wrapper>
  );
}
