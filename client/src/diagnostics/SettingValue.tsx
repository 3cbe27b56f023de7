import { Text } from "@mantine/core";
import type { SettingInForce } from "../api/schema";
import * as texts from "../texts/texts";

interface SettingValueProps {
  setting: SettingInForce;
}

const words = texts.diagnostics;

/** The value of a setting; of a secret one whether it is set, since nobody is told more. */
export function SettingValue({ setting }: SettingValueProps) {
  const { value, isSecret, isSet } = setting;
  const note = isSecret ? (isSet ? words.isSet : words.isNotSet) : words.empty;
  if (value === null || value === "")
    return (
      <Text span c="dimmed">
        {note}
      </Text>
    );
  return (
    <Text span style={{ overflowWrap: "anywhere" }}>
      {value}
    </Text>
  );
}
