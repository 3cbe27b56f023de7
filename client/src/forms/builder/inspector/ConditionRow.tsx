import { ActionIcon, Group, NativeSelect, Stack } from "@mantine/core";
import X from "lucide-react/icons/x";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import {
  COMPARISONS,
  type Condition,
  comparisonsOf,
  conditionOn,
  takesOperand,
} from "../conditions";
import { OperandInput } from "./OperandInput";

interface ConditionRowProps {
  number: number;
  condition: Condition;
  fields: readonly FormField[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

/** One condition: field, comparison, value. */
export function ConditionRow({ number, condition, fields, onChange, onRemove }: ConditionRowProps) {
  const field = fields.find(({ name }) => name === condition.field);
  const known = comparisonsOf(field);
  const offered = known.includes(condition.comparison) ? known : [...known, condition.comparison];
  const names = fields.map(({ name, label }) => ({ value: name, label: label || name }));
  if (field === undefined) names.push({ value: condition.field, label: condition.field });

  function setField(name: string) {
    const chosen = fields.find((one) => one.name === name);
    if (chosen !== undefined) onChange(conditionOn(chosen));
  }

  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <Stack gap={4} flex={1}>
        <NativeSelect
          aria-label={texts.builder.conditionField(number)}
          value={condition.field}
          data={names}
          onChange={(event) => setField(event.currentTarget.value)}
        />
        <Group gap={4} grow>
          <NativeSelect
            aria-label={texts.builder.conditionIs(number)}
            value={condition.comparison}
            data={offered.map((one) => ({ value: one, label: texts.builder.comparisons[one] }))}
            onChange={(event) => {
              const comparison = COMPARISONS.find((one) => one === event.currentTarget.value);
              if (comparison !== undefined) onChange({ ...condition, comparison });
            }}
          />
          {takesOperand(condition.comparison) ? (
            <OperandInput
              label={texts.builder.conditionValue(number)}
              field={field}
              condition={condition}
              onChange={(value) => onChange({ ...condition, value })}
            />
          ) : null}
        </Group>
      </Stack>
      <ActionIcon aria-label={texts.builder.removeCondition(number)} onClick={onRemove}>
        <X size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
