import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "../ui/Logo";
import { useTitle } from "../ui/useTitle";
import classes from "./SignedOutPage.module.css";

interface SignedOutPageProps {
  title: string;
  says?: string;
  children: ReactNode;
}

/** The frame of the pages that need no session: one column with the name of the product. */
export function SignedOutPage({ title, says, children }: SignedOutPageProps) {
  useTitle(title);
  return (
    <Center component="main" className={classes.page}>
      <Stack className={classes.column} gap="lg">
        <Group gap="sm" justify="center">
          <Logo />
        </Group>
        <Paper withBorder p="lg" className={classes.card}>
          <Stack>
            <div>
              <Title order={1}>{title}</Title>
              {says === undefined ? null : <Text c="dimmed">{says}</Text>}
            </div>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
