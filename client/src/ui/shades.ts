import type { MantineColorsTuple } from "@mantine/core";

type Rgb = readonly [number, number, number];

/** How much of white (positive) or black (negative) each of the ten shades mixes in. */
const MIX = [0.93, 0.85, 0.7, 0.52, 0.34, 0.16, 0, -0.14, -0.3, -0.46] as const;

/** Ten shades of a colour such as `#2f5fd0`, light to dark; the colour itself is the seventh. */
export function shadesOf(hex: string): MantineColorsTuple {
  const base = parse(hex);
  const [a, b, c, d, e, f, g, h, i, j] = MIX;
  const at = (mix: number) => mixed(base, mix);
  return [at(a), at(b), at(c), at(d), at(e), at(f), at(g), at(h), at(i), at(j)];
}

/** The contrast of two colours as WCAG defines it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(parse(one)), luminance(parse(other))].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The colour, darkened until white text on it can be read (4.5 : 1). */
export function readableUnderWhite(hex: string): string {
  let shade = hex;
  for (let mix = 0; contrast(shade, "#ffffff") < 4.5; mix -= 0.05) shade = mixed(parse(hex), mix);
  return shade;
}

function parse(hex: string): Rgb {
  const digits = hex.replace("#", "");
  const part = (start: number) => Number.parseInt(digits.slice(start, start + 2), 16) || 0;
  return [part(0), part(2), part(4)];
}

function mixed(base: Rgb, mix: number): string {
  const target = mix >= 0 ? 255 : 0;
  const share = Math.abs(mix);
  const part = (value: number) => Math.round(value + (target - value) * share);
  return `#${base.map((value) => part(value).toString(16).padStart(2, "0")).join("")}`;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
