import { Group, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import { type AuditSearch, readAuditSearch } from "./auditSearch";

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}

/** The filters of the audit log; each counts when it is left, or with Enter. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  function set(name: keyof AuditSearch, value: string) {
    if ((search[name] ?? "") !== value) onChange(readAuditSearch({ ...search, [name]: value }));
  }

  const field = (name: keyof AuditSearch, label: string, description?: string, type = "text") => (
    <TextInput
      key={`${name} ${search[name] ?? ""}`}
      label={label}
      type={type}
      defaultValue={search[name] ?? ""}
      {...(description === undefined ? {} : { description })}
      onBlur={({ currentTarget: { value } }) => set(name, value.trim())}
      onKeyDown={({ key, currentTarget: { value } }) => {
        if (key === "Enter") set(name, value.trim());
      }}
    />
  );

  return (
    <Group role="group" aria-label={texts.audit.filters} align="flex-end" gap="sm">
      {field("operation", texts.audit.operation, texts.audit.operationSays)}
      {field("actor", texts.audit.actor, texts.audit.actorSays)}
      {field("object", texts.audit.object, texts.audit.objectSays)}
      {field("since", texts.audit.since, undefined, "date")}
      {field("until", texts.audit.until, undefined, "date")}
    </Group>
  );
}
