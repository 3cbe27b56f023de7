import { Select } from "@mantine/core";
import * as texts from "../../texts/texts";

export interface Choice {
  value: string;
  label: string;
}

interface NameFilterProps {
  /** What is chosen: `Workflow`. */
  label: string;
  /** What stands there while nothing is chosen: `Any workflow`. */
  anything: string;
  value: string;
  /** Undefined until they are there. */
  choices: readonly Choice[] | undefined;
  /** Somebody is about to choose: the choices are asked for now. */
  onOpen: () => void;
  onChange: (value: string) => void;
}

/** A filter by one of many names, which can be searched. */
export function NameFilter(props: NameFilterProps) {
  const { label, anything, value, choices, onOpen, onChange } = props;
  const isUnknown = value !== "" && !choices?.some((choice) => choice.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={anything}
      searchable
      clearable
      limit={100}
      clearButtonProps={{ "aria-label": texts.common.clear }}
      nothingFoundMessage={choices === undefined ? texts.common.loading : texts.runs.noneFound}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? "")}
      onFocus={onOpen}
      data={[...(isUnknown ? [{ value, label: value }] : []), ...(choices ?? [])]}
    />
  );
}
