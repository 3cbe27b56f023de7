import { Radio, Stack } from "@mantine/core";
import { choiceText } from "../../answers/answer";
import type { Offered } from "../useProviders";
import { ChoiceState } from "./ChoiceState";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";
import { shownChoices } from "./offeredChoices";

interface RadioFieldProps extends FieldProps {
  readonly offered: Offered | undefined;
}

export function RadioField({ offered, ...props }: RadioFieldProps) {
  const { field, id, value, onChange } = props;
  const choices = shownChoices(field, offered);
  const { id: _, ...shared } = inputProps(props); // the first choice has the id

  function choose(text: string) {
    const option = choices.find((choice) => choice.text === text)?.option;
    if (option !== undefined) onChange(option.value, option);
  }

  return (
    <Radio.Group
      {...shared}
      name={field.name}
      value={value === null || value === undefined ? "" : choiceText(value)}
      onChange={choose}
    >
      <Stack gap="xs" pt={4}>
        {choices.map(({ text, label, description }, place) => (
          <Radio
            key={text}
            {...(place === 0 ? { id } : {})}
            value={text}
            label={label}
            {...(description === undefined ? {} : { description })}
          />
        ))}
        <ChoiceState offered={offered} />
      </Stack>
    </Radio.Group>
  );
}
