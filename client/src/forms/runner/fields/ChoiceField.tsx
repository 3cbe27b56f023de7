import { NativeSelect, Select, Stack } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { choiceText } from "../../answers/answer";
import type { Offered } from "../useProviders";
import { ChoiceOption } from "./ChoiceOption";
import { ChoiceState } from "./ChoiceState";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";
import { shownChoices } from "./offeredChoices";

interface ChoiceFieldProps extends FieldProps {
  readonly offered: Offered | undefined;
}

/** A short plain list is the browser's own; others can be searched. */
const MOST_NATIVE = 20;

/** One choice of a list. */
export function ChoiceField({ offered, ...props }: ChoiceFieldProps) {
  const { field, value, onChange } = props;
  const choices = shownChoices(field, offered);
  const byText = new Map(choices.map((choice) => [choice.text, choice]));
  const chosen = value === "" || value === null || value === undefined ? "" : choiceText(value);
  const isWaiting = offered !== undefined && offered.state !== "ready" && choices.length === 0;

  function choose(text: string | null) {
    const option = byText.get(text ?? "")?.option;
    if (option === undefined) onChange("");
    else onChange(option.value, option);
  }

  const shared = { ...inputProps(props), name: field.name, disabled: isWaiting };
  const isShort = choices.length <= MOST_NATIVE && !choices.some((one) => one.description);
  return (
    <Stack gap={4}>
      {isShort ? (
        <NativeSelect
          {...shared}
          value={byText.has(chosen) ? chosen : ""}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: "", label: field.placeholder ?? texts.forms.choose },
            ...choices.map(({ text, label }) => ({ value: text, label })),
          ]}
        />
      ) : (
        <Select
          {...shared}
          searchable
          clearable
          limit={100}
          placeholder={field.placeholder ?? texts.forms.choose}
          nothingFoundMessage={texts.forms.noChoiceFound}
          clearButtonProps={{ "aria-label": texts.common.clear }}
          value={byText.has(chosen) ? chosen : null}
          onChange={choose}
          data={choices.map(({ text, label }) => ({ value: text, label }))}
          renderOption={({ option }) => <ChoiceOption choice={byText.get(option.value)} />}
        />
      )}
      <ChoiceState offered={offered} />
    </Stack>
  );
}
