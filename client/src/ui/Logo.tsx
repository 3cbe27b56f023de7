import { Group, Text } from "@mantine/core";
import { texts } from "../texts/texts";
import classes from "./Logo.module.css";

/** The product's sign and name. */
export function Logo() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src="/favicon.svg" alt="" className={classes.sign} />
      <Text fw={600} size="lg" component="span">
        {texts.common.product}
      </Text>
    </Group>
  );
}
