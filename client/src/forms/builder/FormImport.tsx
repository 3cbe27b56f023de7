import { Alert, Button, Checkbox, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { bodyOf, inScope } from "../../api/client";
import type { JsonValue } from "../../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { LinkButton } from "../../ui/LinkButton";
import { ProblemAlert } from "../../ui/ProblemAlert";

interface FormImportProps {
  scope: Scope;
}

/** Stores a form of a file. */
export function FormImport({ scope }: FormImportProps) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [replaces, setReplaces] = useState(false);
  const take = useMutation({
    mutationFn: async (file: File) =>
      bodyOf(
        inScope(scope).POST("/api/forms/import", {
          params: { query: { isGlobal: scope === GLOBAL_SCOPE, replace: replaces } },
          body: objectIn(await file.text()),
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "forms"] }),
  });

  return (
    <Stack gap="sm" maw="32rem" align="flex-start">
      <Text c="dimmed">{texts.builder.fromFileSays}</Text>
      <Checkbox
        label={texts.builder.replaces}
        checked={replaces}
        onChange={(event) => setReplaces(event.currentTarget.checked)}
      />
      <Button loading={take.isPending} onClick={() => input.current?.click()}>
        {texts.builder.chooseFile}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={texts.builder.file}
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) take.mutate(file);
          event.currentTarget.value = ""; // the same file may be chosen again
        }}
      />
      {take.isError ? <ProblemAlert error={take.error} /> : null}
      {take.isSuccess ? (
        <Alert color="green" role="status" title={texts.builder.imported(take.data.form.name)}>
          <Stack gap="xs" align="flex-start">
            {take.data.dropped.length > 0 ? (
              <Text size="sm">{texts.builder.dropped(take.data.dropped)}</Text>
            ) : null}
            <LinkButton
              to="/o/$organization/forms/$formId/edit"
              params={{ organization: scope, formId: take.data.form.id }}
            >
              {texts.builder.editShort}
            </LinkButton>
          </Stack>
        </Alert>
      ) : null}
    </Stack>
  );
}

function objectIn(text: string): Record<string, JsonValue> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error(texts.builder.notJson);
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    throw new Error(texts.builder.notJson);
  }
  return found as Record<string, JsonValue>; // JSON of an object
}
