import { Button, Code, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { saveBlob } from "../../ui/download";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { sizeText } from "../../ui/sizeText";
import classes from "./LargeResult.module.css";
import { previewQuery, resultFile } from "./resultFile";

interface LargeResultProps {
  scope: Scope;
  executionId: string;
  bytes: number;
}

/** The beginning of a result that is too large for the page, and a way to have all of it. */
export function LargeResult({ scope, executionId, bytes }: LargeResultProps) {
  const preview = useQuery(previewQuery(scope, executionId));
  const save = useMutation({
    mutationFn: () => resultFile(scope, executionId),
    onSuccess: (file) =>
      saveBlob(`${executionId}.${file.type.includes("json") ? "json" : "txt"}`, file),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text>{texts.runs.largeResult(sizeText(bytes))}</Text>
      <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>
        {texts.runs.saveResult}
      </Button>
      {save.isError ? <ProblemAlert error={save.error} /> : null}
      {preview.data === undefined ? null : (
        <Code
          block
          w="100%"
          className={classes.preview}
          mah="24rem"
          tabIndex={0}
          role="region"
          aria-label={texts.runs.beginning}
        >
          {`${preview.data}…`}
        </Code>
      )}
    </Stack>
  );
}
