import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ALL_SCOPE, type Scope } from "../../api/scope";
import { formsQuery } from "../../forms/useForms";
import * as texts from "../../texts/texts";
import { NameFilter } from "./NameFilter";

interface FormFilterProps {
  scope: Scope;
  value: string;
  onChange: (formId: string) => void;
}

/** The forms of the organization; there is none of all organizations. */
export function FormFilter({ scope, value, onChange }: FormFilterProps) {
  const [isOpen, setIsOpen] = useState(value !== "");
  const forms = useQuery({ ...formsQuery(scope), enabled: isOpen && scope !== ALL_SCOPE });
  if (scope === ALL_SCOPE) return null;
  return (
    <NameFilter
      label={texts.runs.form}
      anything={texts.runs.anyForm}
      value={value}
      choices={forms.data?.map(({ id, name }) => ({ value: id, label: name }))}
      onOpen={() => setIsOpen(true)}
      onChange={onChange}
    />
  );
}
