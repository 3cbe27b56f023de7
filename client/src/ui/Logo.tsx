import { Group, Text } from "@mantine/core";
import * as texts from "../texts/texts";
import classes from "./Logo.module.css";
import { useBranding } from "./useBranding";

/** The sign and the name of this installation. */
export function Logo() {
  const branding = useBranding();
  return (
    <Group gap="xs" wrap="nowrap">
      <img src={branding?.logo?.url ?? "/favicon.svg"} alt="" className={classes.sign} />
      <Text fw={600} size="lg" component="span" className={classes.name}>
        {branding?.name ?? texts.common.product}
      </Text>
    </Group>
  );
}
