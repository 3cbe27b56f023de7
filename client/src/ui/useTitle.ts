import { useEffect } from "react";
import * as texts from "../texts/texts";
import { useBranding } from "./useBranding";

/** Sets the tab's title: that of the page, then the name of this installation. */
export function useTitle(title: string): void {
  const branding = useBranding();
  const product = branding?.name ?? texts.common.product;
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
