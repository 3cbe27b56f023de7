import { Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { DollarInput } from "./DollarInput";
import type { PriceDraft } from "./priceDraft";

const words = texts.models;

/** A model, and what a million of its tokens cost. */
export function PriceFields({ draft, problems, onChange }: FieldsProps<PriceDraft>) {
  return (
    <Stack gap="sm">
      <TextInput
        label={words.model}
        description={words.priceModelSays}
        value={draft.model}
        required
        withAsterisk={false}
        data-autofocus
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, model: value })}
      />
      <DollarInput
        label={words.priceInput}
        description={words.priceFree}
        value={draft.input}
        error={problems.get("input")}
        onChange={(input) => onChange({ ...draft, input })}
      />
      <DollarInput
        label={words.priceOutput}
        description={words.priceFree}
        value={draft.output}
        error={problems.get("output")}
        onChange={(output) => onChange({ ...draft, output })}
      />
    </Stack>
  );
}
