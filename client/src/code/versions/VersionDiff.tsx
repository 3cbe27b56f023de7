import { Stack, Text } from "@mantine/core";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { LineDiff } from "../diff/LineDiff";
import { useVersionContent } from "./versionQueries";

interface VersionDiffProps {
  path: string;
  version: string;
  now: string;
}

/** What restoring a version would change. */
export function VersionDiff({ path, version, now }: VersionDiffProps) {
  const content = useVersionContent(path, version);
  return (
    <Loaded query={content}>
      {({ content: old, encoding }) =>
        encoding === "utf-8" ? (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {texts.code.ifRestored}
            </Text>
            <LineDiff label={texts.code.ifRestored} old={now} now={old} />
          </Stack>
        ) : (
          <Text c="dimmed">{texts.code.noTextToCompare}</Text>
        )
      }
    </Loaded>
  );
}
