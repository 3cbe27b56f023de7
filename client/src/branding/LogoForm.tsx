import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { type ChangeEvent, useRef, useState } from "react";
import { GLOBAL_SCOPE } from "../api/scope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { useBranding } from "../ui/useBranding";
import classes from "./LogoForm.module.css";
import { logoFault } from "./logoFault";
import { useBrandingChange } from "./useBrandingChange";

/** Shows, replaces and removes the logo; it is sent as soon as it is chosen. */
export function LogoForm() {
  const logo = useBranding()?.logo ?? null;
  const { setLogo, removeLogo } = useBrandingChange();
  const [fault, setFault] = useState<string>();
  const [isAsking, asking] = useDisclosure();
  const input = useRef<HTMLInputElement>(null);

  function take(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = "";
    if (file === undefined) return;
    const found = logoFault(file);
    setFault(found);
    if (found !== undefined) return;
    setLogo.mutate(file, {
      onSuccess: () => notifications.show({ message: texts.branding.logoSaved }),
    });
  }

  return (
    <Section title={texts.branding.logo}>
      <Text c="dimmed">{texts.branding.logoSays}</Text>
      <Stack gap="sm" align="flex-start">
        {logo === null ? (
          <Text>{texts.branding.noLogo}</Text>
        ) : (
          <img src={logo.url} alt={texts.branding.currentLogo} className={classes.logo} />
        )}
        <Group gap="xs">
          <Button loading={setLogo.isPending} onClick={() => input.current?.click()}>
            {texts.branding.chooseLogo}
          </Button>
          {logo === null ? null : (
            <Button onClick={asking.open}>{texts.branding.removeLogo}</Button>
          )}
        </Group>
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/webp"
          aria-label={texts.branding.logo}
          onChange={take}
        />
        {fault === undefined ? null : (
          <Text c="red" role="alert">
            {fault}
          </Text>
        )}
        {setLogo.isError && fault === undefined ? <ProblemAlert error={setLogo.error} /> : null}
      </Stack>
      <ConfirmDialog
        opened={isAsking}
        onClose={asking.close}
        title={texts.branding.removeLogo}
        organization={{ id: GLOBAL_SCOPE, name: texts.shell.global }}
        verb={texts.branding.removeLogo}
        danger
        onConfirm={() => removeLogo.mutateAsync()}
      >
        {texts.branding.removeLogoSays}
      </ConfirmDialog>
    </Section>
  );
}
