import { Radio } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { SideBySide } from "../../../ui/SideBySide";
import type { Side as Chosen, Clash } from "../merged";

interface ClashChoiceProps {
  clash: Clash;
  side: Chosen;
  onChoose: (side: Chosen) => void;
}

const SIDES: readonly Chosen[] = ["theirs", "mine"];

/** Something that both changed: theirs and mine side by side, and which of them is kept. */
export function ClashChoice({ clash, side, onChoose }: ClashChoiceProps) {
  const { field, property } = clash;
  return (
    <Radio.Group
      label={`${field ?? texts.builder.ofForm}: ${property ?? texts.builder.wholeField}`}
      value={side}
      onChange={(chosen) => onChoose(chosen === "theirs" ? "theirs" : "mine")}
    >
      <SideBySide
        sides={SIDES.map((one) => ({
          key: one,
          label: <Radio value={one} label={texts.builder[one]} />,
          text: shown(clash[one], property === undefined),
        }))}
      />
    </Radio.Group>
  );
}

function shown(value: unknown, isField: boolean): string {
  if (value === undefined) return isField ? texts.builder.gone : texts.builder.nothing;
  return typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
}
