import { NativeSelect, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { ScheduleDraft } from "./scheduleDraft";

interface ScheduleRulesProps {
  draft: ScheduleDraft;
  onChange: (changed: Partial<ScheduleDraft>) => void;
}

const OVERLAPS = ["skip", "queue", "replace"] as const;
const MISSED = ["skip", "once", "all"] as const;
const HOUR_S = 3600;

/** What becomes of runs that would overlap, of times that were missed, and the delay. */
export function ScheduleRules({ draft, onChange }: ScheduleRulesProps) {
  return (
    <>
      <NativeSelect
        label={texts.schedules.overlap}
        value={draft.overlap}
        data={OVERLAPS.map((value) => ({ value, label: texts.schedules.overlaps[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ overlap: OVERLAPS.find((one) => one === value) ?? "skip" })
        }
      />
      <NativeSelect
        label={texts.schedules.missed}
        value={draft.missed}
        data={MISSED.map((value) => ({ value, label: texts.schedules.missedRules[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ missed: MISSED.find((one) => one === value) ?? "once" })
        }
      />
      {draft.missed === "skip" ? null : (
        <TextInput
          type="number"
          label={texts.schedules.missedWindow}
          description={texts.schedules.missedWindowSays}
          min={0}
          max={168}
          step="any"
          value={draft.missedWindowSeconds / HOUR_S}
          onChange={({ currentTarget: { valueAsNumber } }) =>
            onChange({ missedWindowSeconds: Math.round((valueAsNumber || 0) * HOUR_S) })
          }
        />
      )}
      <TextInput
        type="number"
        label={texts.schedules.jitter}
        min={0}
        max={3600}
        value={draft.jitterSeconds}
        onChange={(event) => onChange({ jitterSeconds: event.currentTarget.valueAsNumber || 0 })}
      />
    </>
  );
}
