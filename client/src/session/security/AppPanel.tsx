import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { AppView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { KeyValue } from "../../ui/KeyValue";
import { TimeText } from "../../ui/TimeText";
import { RemoveDialog } from "./RemoveDialog";

interface AppPanelProps {
  app: AppView;
}

/** The user's authenticator app. */
export function AppPanel({ app }: AppPanelProps) {
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <KeyValue
        entries={[
          [texts.security.added, <TimeText key="added" at={app.enrolledAt} />],
          [texts.security.used, <TimeText key="used" at={app.usedAt} />],
        ]}
      />
      <Group>
        <Button onClick={() => setRemoving(true)}>{texts.security.removeApp}</Button>
      </Group>
      {removing ? <RemoveDialog onClose={() => setRemoving(false)} /> : null}
    </>
  );
}
