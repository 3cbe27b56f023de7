import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../session/useMay";
import * as texts from "../../texts/texts";
import type { FilledFormHandle } from "./useFilledForm";

const XrayDrawer = lazy(async () => ({
  default: (await import("../xray/XrayDrawer")).XrayDrawer,
}));

interface XrayButtonProps {
  filled: FilledFormHandle;
}

/** For those who manage forms: why the fields are as they are. */
export function XrayButton({ filled }: XrayButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay()("forms.manage")) return null;
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {texts.forms.xray}
      </Button>
      {isOpen ? (
        <Suspense>
          <XrayDrawer filled={filled} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
