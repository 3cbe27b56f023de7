import { Alert, Grid, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { bodyOf, inScope } from "../../../api/client";
import type { JsonValue } from "../../../api/schema";
import type { Scope } from "../../../api/scope";
import * as texts from "../../../texts/texts";
import { CodeBlock } from "../../../ui/CodeBlock";
import { ParameterForm, type ProviderSource, type Values } from "../../ParameterForm";
import { refusedFields } from "../../runner/useSubmission";
import { bodyOfContent, type FormContent } from "../formContent";

interface PreviewPanelProps {
  scope: Scope;
  formId: string | undefined;
  content: FormContent;
  providers: ProviderSource;
}

const NOTHING = {};

/** The unsaved form to fill in; the server says what the workflow would get. */
export function PreviewPanel({ scope, formId, content, providers }: PreviewPanelProps) {
  const sent = useMutation({
    mutationFn: (formData: Values) =>
      bodyOf(
        inScope(scope).POST("/api/forms/validate", {
          body: {
            form: bodyOfContent(content),
            formData: formData as Record<string, JsonValue>, // values of a form are JSON
            ...(formId === undefined ? {} : { formId }),
          },
        }),
      ),
  });
  const refused = useMemo(
    () => (sent.error === null ? NOTHING : refusedFields(sent.error)),
    [sent.error],
  );
  const names = content.fields.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    return <Alert color="yellow">{texts.builder.sameNames}</Alert>;
  }
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="md">
          <Text c="dimmed">{texts.builder.previewSays}</Text>
          <ParameterForm
            label={content.name}
            fields={content.fields}
            initial={NOTHING}
            providers={providers}
            verb={texts.builder.wouldSend}
            isPending={sent.isPending}
            error={sent.error}
            refused={refused}
            onSend={(values) => sent.mutate(values)}
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        {sent.data === undefined ? null : (
          <Stack gap="xs" role="status">
            <Text fw={500}>{texts.builder.sent}</Text>
            <CodeBlock
              code={JSON.stringify(sent.data.parameters ?? {}, undefined, 2)}
              label={texts.builder.sent}
              copyLabel={texts.builder.copyJson}
            />
          </Stack>
        )}
      </Grid.Col>
    </Grid>
  );
}
