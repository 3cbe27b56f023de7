import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { lazy, Suspense } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { OrganizationMark } from "../ui/OrganizationMark";
import classes from "./OrganizationSwitcher.module.css";
import { useOrganization } from "./useOrganization";

const OrganizationChooser = lazy(async () => ({
  default: (await import("./OrganizationChooser")).OrganizationChooser,
}));

interface OrganizationSwitcherProps {
  scope: Scope;
}

/** The organization of the page, in the header; opens the list of those that can be switched to. */
export function OrganizationSwitcher({ scope }: OrganizationSwitcherProps) {
  const [opened, list] = useDisclosure();
  const { name } = useOrganization(scope);
  return (
    <>
      <Button
        variant="default"
        className={classes.button}
        onClick={list.open}
        aria-haspopup="dialog"
        leftSection={<OrganizationMark id={scope} name={name} />}
        rightSection={<ChevronsUpDown size={14} aria-hidden />}
      >
        <VisuallyHidden>{texts.shell.organizationIs}</VisuallyHidden>
        <Text truncate="end" inherit>
          {name}
        </Text>
      </Button>
      {opened ? (
        <Suspense>
          <OrganizationChooser scope={scope} onClose={list.close} />
        </Suspense>
      ) : null}
    </>
  );
}
