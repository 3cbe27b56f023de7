import { NativeSelect } from "@mantine/core";
import * as texts from "../../texts/texts";
import { TIME_PRESETS, type TimePreset } from "../runsSearch";

interface TimeFilterProps {
  value: TimePreset | undefined;
  onChange: (time: TimePreset | undefined) => void;
}

const PRESETS = Object.keys(TIME_PRESETS) as TimePreset[]; // its own keys

/** How far back the list goes. */
export function TimeFilter({ value, onChange }: TimeFilterProps) {
  return (
    <NativeSelect
      aria-label={texts.runs.time}
      value={value ?? ""}
      onChange={({ currentTarget }) =>
        onChange(PRESETS.find((preset) => preset === currentTarget.value))
      }
      data={[
        { value: "", label: texts.runs.anyTime },
        ...PRESETS.map((preset) => ({ value: preset, label: texts.runs.times[preset] })),
      ]}
    />
  );
}
