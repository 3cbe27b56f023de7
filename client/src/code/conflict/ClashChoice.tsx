import { Group, Radio } from "@mantine/core";
import * as texts from "../../texts/texts";
import { SideBySide } from "../../ui/SideBySide";
import type { Choice } from "../mergedText";

interface ClashChoiceProps {
  number: number;
  theirs: readonly string[];
  mine: readonly string[];
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

const CHOICES: readonly Choice[] = ["theirs", "mine", "both"];

/** Lines that both changed, side by side, and which of them stay. */
export function ClashChoice({ number, theirs, mine, choice, onChoose }: ClashChoiceProps) {
  return (
    <Radio.Group
      label={texts.code.clash(number)}
      value={choice}
      onChange={(chosen) => onChoose(CHOICES.find((one) => one === chosen) ?? "both")}
    >
      <SideBySide
        sides={[
          { key: "theirs", label: texts.code.choices.theirs, text: shown(theirs) },
          { key: "mine", label: texts.code.choices.mine, text: shown(mine) },
        ]}
      />
      <Group gap="md" mt="xs">
        {CHOICES.map((one) => (
          <Radio key={one} value={one} label={texts.code.choices[one]} />
        ))}
      </Group>
    </Radio.Group>
  );
}

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? texts.code.nothing : lines.join("\n");
}
