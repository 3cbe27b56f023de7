import { NativeSelect, Stack, Text } from "@mantine/core";
import type { ProviderInput } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { useDataProviders } from "../builderQueries";
import { isShownOnly } from "../fieldTypes";
import type { InspectorProps } from "./inspectorProps";
import { ProviderInputRow } from "./ProviderInputRow";

/** Where the choices come from, and what the data provider is given. */
export function ProviderInputs(props: InspectorProps) {
  const { scope, field, fields, place, faultAt, edit } = props;
  const offered = useDataProviders(scope).data ?? [];
  const chosen = field.dataProvider ?? "";
  const provider = offered.find(({ name }) => name === chosen);
  const known = [...offered.map(({ name }) => name), ...(provider || !chosen ? [] : [chosen])];
  const inputs = field.dataProviderInputs ?? {};
  const names = [
    ...new Set([...(provider?.parameters ?? []).map(({ name }) => name), ...Object.keys(inputs)]),
  ];
  const above = fields.slice(0, place).filter(({ type }) => !isShownOnly(type));

  function set(name: string, given: ProviderInput | undefined) {
    const { [name]: _, ...others } = inputs;
    edit({ dataProviderInputs: given === undefined ? others : { ...others, [name]: given } });
  }

  return (
    <Stack gap="sm">
      <NativeSelect
        label={texts.builder.provider}
        description={provider?.description}
        value={chosen}
        error={faultAt("dataProvider")}
        data={[
          { value: "", label: texts.builder.noProvider },
          ...known.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(event) =>
          edit({ dataProvider: event.currentTarget.value || null, dataProviderInputs: null })
        }
      />
      {faultAt("dataProviderInputs") === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {faultAt("dataProviderInputs")}
        </Text>
      )}
      {names.map((name) => (
        <ProviderInputRow
          key={`${place} ${name}`}
          name={name}
          given={inputs[name]}
          above={above}
          onChange={(given) => set(name, given)}
        />
      ))}
    </Stack>
  );
}
