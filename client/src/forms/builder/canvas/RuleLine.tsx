import { Text } from "@mantine/core";
import classes from "./Canvas.module.css";

/** An expression of a field, in words and as it is written. */
export function RuleLine({
  title,
  expression,
}: {
  title: string;
  expression: string | null | undefined;
}) {
  if (!expression) return null;
  return (
    <Text size="xs" mt={4} className={classes.rule}>
      {`${title}: `}
      <code>{expression}</code>
    </Text>
  );
}
