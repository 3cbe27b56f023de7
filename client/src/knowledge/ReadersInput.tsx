import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Scope } from "../api/scope";
import { rolesQuery } from "../roles/roleQueries";
import * as texts from "../texts/texts";

interface ReadersInputProps {
  scope: Scope;
  value: string[];
  error: string | undefined;
  onChange: (roleIds: string[]) => void;
}

/** The roles whose members read a source; without any, every member does. */
export function ReadersInput({ scope, value, error, onChange }: ReadersInputProps) {
  const roles = useQuery(rolesQuery(scope)).data ?? [];
  return (
    <MultiSelect
      label={texts.knowledge.readers}
      description={texts.knowledge.readersSay}
      data={roles.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
