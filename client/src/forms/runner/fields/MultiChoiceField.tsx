import { MultiSelect, Stack } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { choiceText } from "../../answers/answer";
import type { Value } from "../../expressions/values";
import type { Offered } from "../useProviders";
import { ChoiceOption } from "./ChoiceOption";
import { ChoiceState } from "./ChoiceState";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";
import { shownChoices } from "./offeredChoices";

interface MultiChoiceFieldProps extends FieldProps {
  readonly offered: Offered | undefined;
}

/** Several choices of a list. */
export function MultiChoiceField({ offered, ...props }: MultiChoiceFieldProps) {
  const { field, value, onChange } = props;
  const choices = shownChoices(field, offered);
  const byText = new Map(choices.map((choice) => [choice.text, choice]));
  const chosen: readonly Value[] = Array.isArray(value) ? value : [];
  const isWaiting = offered !== undefined && offered.state !== "ready" && choices.length === 0;
  return (
    <Stack gap={4}>
      <MultiSelect
        {...inputProps(props)}
        name={field.name}
        disabled={isWaiting}
        searchable
        clearable
        hidePickedOptions
        limit={100}
        placeholder={chosen.length === 0 ? (field.placeholder ?? texts.forms.chooseSome) : ""}
        nothingFoundMessage={texts.forms.noChoiceFound}
        clearButtonProps={{ "aria-label": texts.common.clear }}
        value={chosen.map(choiceText).filter((text) => byText.has(text))}
        onChange={(picked) =>
          onChange(picked.map((text) => byText.get(text)?.option.value ?? text))
        }
        data={choices.map(({ text, label }) => ({ value: text, label }))}
        renderOption={({ option }) => <ChoiceOption choice={byText.get(option.value)} />}
      />
      <ChoiceState offered={offered} />
    </Stack>
  );
}
