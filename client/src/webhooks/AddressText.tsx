import { Group } from "@mantine/core";
import { CopyButton } from "../ui/CopyButton";
import classes from "./AddressText.module.css";

interface AddressTextProps {
  /** What is shown; the button copies `address`. */
  children: string;
  address: string;
  copyLabel: string;
}

/** An address that breaks where the screen ends, with a button that copies it. */
export function AddressText({ children, address, copyLabel }: AddressTextProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <span className={classes.address}>{children}</span>
      <CopyButton value={address} label={copyLabel} isLink />
    </Group>
  );
}
