import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { type Condition, type Conditions, conditionOn } from "../conditions";
import { ConditionRow } from "./ConditionRow";

interface ConditionRowsProps {
  conditions: Conditions;
  otherwise: string;
  /** The fields that a condition may be about. */
  fields: readonly FormField[];
  onChange: (conditions: Conditions) => void;
}

/** Conditions, one a row: field, comparison, value. */
export function ConditionRows({ conditions, otherwise, fields, onChange }: ConditionRowsProps) {
  const { every, list } = conditions;
  const first = fields[0];
  const setList = (changed: readonly Condition[]) => onChange({ every, list: changed });
  return (
    <Stack gap="xs">
      {list.length === 0 ? (
        <Text size="sm" c="dimmed">
          {fields.length === 0 ? texts.builder.noOtherFields : otherwise}
        </Text>
      ) : null}
      {list.length > 1 ? (
        <NativeSelect
          aria-label={texts.builder.join}
          value={every ? "every" : "some"}
          data={[
            { value: "every", label: texts.builder.every },
            { value: "some", label: texts.builder.some },
          ]}
          onChange={(event) => onChange({ every: event.currentTarget.value === "every", list })}
        />
      ) : null}
      {list.map((condition, place) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions are edited in place, and may be alike
          key={place}
          number={place + 1}
          condition={condition}
          fields={fields}
          onChange={(changed) => setList(list.map((one, at) => (at === place ? changed : one)))}
          onRemove={() => setList(list.toSpliced(place, 1))}
        />
      ))}
      {first === undefined ? null : (
        <div>
          <Button size="xs" onClick={() => setList([...list, conditionOn(first)])}>
            {texts.builder.addCondition}
          </Button>
        </div>
      )}
    </Stack>
  );
}
