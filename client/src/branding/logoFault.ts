import * as texts from "../texts/texts";
import { sizeText } from "../ui/sizeText";

const TYPES: readonly string[] = ["image/png", "image/webp"];
const MOST_BYTES = 100_000;

/** Why a file cannot be the logo; undefined if it seems that it can: the server looks into it. */
export function logoFault({ type, size }: Pick<File, "type" | "size">): string | undefined {
  if (!TYPES.includes(type)) return texts.branding.logoType;
  return size > MOST_BYTES ? texts.branding.logoTooLarge(sizeText(size)) : undefined;
}
