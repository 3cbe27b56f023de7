import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Package } from "../api/schema";
import { PlatformConfirm } from "../people/PlatformConfirm";
import * as texts from "../texts/texts";
import type { PackageChanges } from "./usePackageChanges";

interface PackageActionsProps {
  installed: Package;
  /** The newest version, where the index was asked and has one. */
  newest: string | undefined;
  changes: PackageChanges;
}

const words = texts.packages;

/** Updates and uninstalls a package that requirements.txt names. */
export function PackageActions({ installed, newest, changes }: PackageActionsProps) {
  const { name, version } = installed;
  const [asking, setAsking] = useState<"update" | "remove">();
  const close = () => setAsking(undefined);
  const isOld = newest !== undefined && newest !== version;
  return (
    <Group gap="xs" wrap="nowrap">
      {isOld ? (
        <Button
          size="xs"
          aria-label={words.updateOf(name, newest)}
          onClick={() => setAsking("update")}
        >
          {words.update}
        </Button>
      ) : null}
      <Button size="xs" aria-label={words.removeOf(name)} onClick={() => setAsking("remove")}>
        {words.remove}
      </Button>
      {asking === "update" && newest !== undefined ? (
        <PlatformConfirm
          title={words.updateTitle(name)}
          verb={words.update}
          says={words.updateSays(version, newest)}
          onConfirm={() => changes.install({ package: name, version: newest })}
          onClose={close}
        />
      ) : null}
      {asking === "remove" ? (
        <PlatformConfirm
          title={words.removeTitle(name)}
          verb={words.remove}
          says={words.removeSays}
          danger
          onConfirm={() => changes.uninstall(name)}
          onClose={close}
        />
      ) : null}
    </Group>
  );
}
