import { Box, getThemeColor, useMantineTheme } from "@mantine/core";
import classes from "./Mark.module.css";

interface MarkProps {
  /** One or two letters. Drawn, not written: the name stands beside it, and a reader skips it. */
  letters: string;
  /** A colour of the theme. */
  color: string;
  size?: number;
  isRound?: boolean;
}

/** Letters on a colour, which stand for an organization or a user. */
export function Mark({ letters, color, size = 24, isRound = false }: MarkProps) {
  const theme = useMantineTheme();
  return (
    <Box
      component="span"
      aria-hidden
      className={classes.mark}
      data-letters={letters}
      data-round={isRound || undefined}
      w={size}
      h={size}
      bg={getThemeColor(`${color}.8`, theme)}
    />
  );
}
