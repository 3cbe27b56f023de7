import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Page.module.css";
import { useTitle } from "./useTitle";

interface PageProps {
  title: string;
  /** One sentence that says what this is. */
  says?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  children: ReactNode;
}

/** A page: its title, what it is, its action, then the content. Also sets the tab's title. */
export function Page({ title, says, action, children }: PageProps) {
  useTitle(title);
  return (
    <Stack gap="md" className={classes.page}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" className={classes.head}>
        <div className={classes.words}>
          <Title order={1} tabIndex={-1} data-page-title className={classes.title}>
            {title}
          </Title>
          {says === undefined ? null : <Text c="dimmed">{says}</Text>}
        </div>
        {action === undefined ? null : <div className={classes.action}>{action}</div>}
      </Group>
      {children}
    </Stack>
  );
}
