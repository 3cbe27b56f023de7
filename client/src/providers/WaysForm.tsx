import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { waysQuery } from "./useProviders";

interface WaysFormProps {
  offered: readonly (readonly [string, string])[];
  ways: readonly string[];
  version: string | null;
}

/** The ways to choose from; a save is refused if they were changed meanwhile. */
export function WaysForm({ offered, ways, version }: WaysFormProps) {
  const scope = useScope();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState([...ways]);
  const saving = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).PUT("/api/sign-in-ways", {
          body: { allowedSignIns: chosen },
          headers: version === null ? {} : { "If-Match": version },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: waysQuery(scope).queryKey }),
  });
  return (
    <Stack gap="sm">
      <Checkbox.Group value={chosen} onChange={setChosen} aria-label={texts.singleSignOn.ways}>
        <Stack gap="xs">
          {offered.map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      {saving.isError ? <ProblemAlert error={saving.error} /> : null}
      <Group>
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {texts.singleSignOn.save}
        </Button>
        {saving.isSuccess ? <Text role="status">{texts.singleSignOn.waysSaved}</Text> : null}
      </Group>
    </Stack>
  );
}
