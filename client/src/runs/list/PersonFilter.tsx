import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import { ALL_SCOPE, GLOBAL_SCOPE, type Scope } from "../../api/scope";
import * as texts from "../../texts/texts";

interface PersonFilterProps {
  scope: Scope;
  value: string;
  onChange: (person: string) => void;
}

/** The people of the organization, for its administrators. */
export function PersonFilter({ scope, value, onChange }: PersonFilterProps) {
  const isOne = scope !== ALL_SCOPE && scope !== GLOBAL_SCOPE;
  const members = useQuery({
    queryKey: [scope, "members"],
    enabled: isOne,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/members", { signal })),
  });
  if (!isOne || members.data === undefined) return null;
  return (
    <NativeSelect
      aria-label={texts.runs.who}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: texts.runs.anybody },
        ...members.data.map(({ userId, name }) => ({ value: userId, label: name })),
      ]}
    />
  );
}
