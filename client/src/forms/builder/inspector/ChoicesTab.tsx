import { Stack, Text } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { isList, mayOffer } from "../fieldTypes";
import type { InspectorProps } from "./inspectorProps";
import { OptionRows } from "./OptionRows";
import { ProviderInputs } from "./ProviderInputs";

/** The author's own choices, and the data provider that adds to them. */
export function ChoicesTab(props: InspectorProps) {
  const { field } = props;
  if (!mayOffer(field.type)) return <Text c="dimmed">{texts.builder.noChoices}</Text>;
  return (
    <Stack gap="md">
      {isList(field.type) || field.dataProvider ? <OptionRows {...props} /> : null}
      <ProviderInputs {...props} />
    </Stack>
  );
}
